/** Changes JSON at random places, for property tests. Knows no format. */

/** Every key of every object in it, once. */
export function collectKeys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...new Set([...own, ...Object.values(value).flatMap(collectKeys)])];
}

/** A copy with `by` wherever an object has the key. */
export function replaceKey(value: unknown, key: string, by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(element => replaceKey(element, key, by));
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, name === key ? by : replaceKey(child, key, by)])
  );
}
