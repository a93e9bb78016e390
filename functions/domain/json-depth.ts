/** Far more than any body takes; what works level by level, such as `JSON.stringify`, throws at some thousands. */
export const MOST_LEVELS = 32;

/** Whether a value has more levels of lists and objects than `most`. It needs no stack, however deep the value is. */
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
