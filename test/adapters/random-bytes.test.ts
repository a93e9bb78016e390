import { randomBytes } from '../../functions/adapters/random-bytes';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('no draw repeats an earlier one, within a pool and over many', () => {
  const draws = Array.from({ length: 5_000 }, () => hex(randomBytes(16)));
  expect(new Set(draws).size).toBe(5_000);
});

test('a draw has the requested length, whatever is left of the pool', () => {
  const lengths = [1, 8_191, 24, 0, 8_192, 20_000, 3];
  expect(lengths.map((count) => randomBytes(count).length)).toStrictEqual(lengths);
});

test('a draw is not shared: writing into it changes no other', () => {
  const first = randomBytes(32);
  const second = randomBytes(32);
  const before = hex(second);
  first.fill(0);
  expect(hex(second)).toBe(before);
});

test('every byte is as likely as any other', () => {
  const seen = new Array<number>(256).fill(0);
  for (const byte of randomBytes(256_000)) seen[byte] = (seen[byte] ?? 0) + 1;
  for (let draw = 0; draw < 8_000; draw += 1) {
    for (const byte of randomBytes(32)) seen[byte] = (seen[byte] ?? 0) + 1;
  }
  // The expected count of each is 2,000, with a standard deviation of 45.
  expect(Math.min(...seen)).toBeGreaterThan(1_600);
  expect(Math.max(...seen)).toBeLessThan(2_400);
});
