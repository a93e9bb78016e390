import { createHash } from 'node:crypto';

/** A task's name made of what it is for: a hash, since sequential names slow the queue. */
export const taskName = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 40);
