/** Runs so many things at once and no more. Knows nothing of what runs. */

export type Limiter = <T>(task: () => Promise<T>) => Promise<T>;

/** Runs each task as soon as fewer than `width` others run, in the order given. */
export function createLimiter(width: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async task => {
    if (running < width) running++;
    else {
      await new Promise<void>(resolve => {
        waiting.push(resolve);
      });
    }
    try {
      return await task();
    } finally {
      // The place is handed on, so that nobody who comes in between takes it.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
