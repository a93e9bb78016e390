/**
 * Far more levels than any valid body has. Recursive functions such as `JSON.stringify` throw at some
 * thousands.
 */
export const MOST_LEVELS = 32;

/** Whether a value nests lists and objects more than `most` levels deep. Needs no stack at any depth. */
export function isDeeperThan(most: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= most; depth += 1) {
    level = level.flatMap((each): unknown[] =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
