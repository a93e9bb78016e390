/** The quantile for a share from 0 to 1, by nearest rank. Throws for an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('There is nothing to take a quantile of.');
  return value;
}

/** The median, so that one disturbed run out of several does not count. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Rounded for a table: three or four significant digits, and all digits before the decimal point. */
export function readable(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 2 ? 2 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
