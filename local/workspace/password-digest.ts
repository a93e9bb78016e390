import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What the simulated Google keeps of a password: enough to check it, nothing that reveals it. */
export type PasswordDigest = { readonly salt: string; readonly sha256: string };

/**
 * A salted SHA-256. A slow hash is not needed: the passwords are long and random, and a benchmark sets
 * thousands.
 */
export function digestPassword(password: string): PasswordDigest {
  const salt = randomBytes(12).toString('base64url');
  return { salt, sha256: hash('sha256', salt + password, 'base64url') };
}

/** False also if no password was ever set. */
export function digestMatches(digest: PasswordDigest | undefined, password: string): boolean {
  if (digest === undefined) return false;
  const given = Buffer.from(hash('sha256', digest.salt + password, 'base64url'));
  const held = Buffer.from(digest.sha256);
  return given.length === held.length && timingSafeEqual(given, held);
}
