/** Optional fields of JSON that somebody else wrote, read with their paths. Knows no format. */
import {expectArray, expectObject, expectString, JsonError, joinPath} from '../oci/json.ts';
import type {JsonObject, JsonValue} from '../oci/json.ts';

/** An object and where it stands in its document. */
export interface Fields {
  readonly path: string;
  readonly object: JsonObject;
}

export interface Element {
  readonly path: string;
  readonly value: JsonValue;
}

// in-toto and SLSA: a field that is null means the same as one that is not there.
function getField({object, path}: Fields, key: string): {value: JsonValue | undefined; path: string} {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return {value: value ?? undefined, path: joinPath(path, key)};
}

/** The object under `key`, without fields where it is absent; throws `JsonError`. */
export function readFields(fields: Fields, key: string): Fields {
  const {value, path} = getField(fields, key);
  return {path, object: value === undefined ? {} : expectObject(value, path)};
}

/** Like {@link readFields}, for an object that must be there. */
export function requireFields(fields: Fields, key: string): Fields {
  const {value, path} = getField(fields, key);
  return {path, object: expectObject(value, path)};
}

/** The string under `key`, if any; throws `JsonError`. */
export function readString(fields: Fields, key: string): string | undefined {
  const {value, path} = getField(fields, key);
  return value === undefined ? undefined : expectString(value, path);
}

/** Like {@link readString}, for a string that must be there and say something. */
export function requireString(fields: Fields, key: string): string {
  const {value, path} = getField(fields, key);
  const text = expectString(value, path);
  if (text === '') throw new JsonError(path, 'should not be empty');
  return text;
}

/** The boolean under `key`, false where it is absent; throws `JsonError`. */
export function readBoolean(fields: Fields, key: string): boolean {
  const {value, path} = getField(fields, key);
  if (value !== undefined && typeof value !== 'boolean') throw new JsonError(path, 'should be a boolean');
  return value ?? false;
}

/** The number under `key`, if any; throws `JsonError`. */
export function readNumber(fields: Fields, key: string): number | undefined {
  const {value, path} = getField(fields, key);
  if (value !== undefined && typeof value !== 'number') throw new JsonError(path, 'should be a number');
  return value;
}

/** The elements under `key`, none where it is absent; throws `JsonError`. */
export function readElements(fields: Fields, key: string): readonly Element[] {
  const {value, path} = getField(fields, key);
  return value === undefined ? [] : listElements({value, path});
}

/** The elements of an array; throws `JsonError`. */
export function listElements({value, path}: Element): readonly Element[] {
  return expectArray(value, path).map((element, index) => ({value: element, path: joinPath(path, index)}));
}

/** An element that must be an object; throws `JsonError`. */
export function expectFields({value, path}: Element): Fields {
  return {path, object: expectObject(value, path)};
}

/** The map of strings under `key`, empty where it is absent; throws `JsonError`. */
export function readStrings(fields: Fields, key: string): Readonly<Record<string, string>> {
  const {object, path} = readFields(fields, key);
  const entries = Object.entries(object).map(([name, value]) => {
    return [name, expectString(value, joinPath(path, name))] as const;
  });
  return Object.fromEntries(entries);
}
