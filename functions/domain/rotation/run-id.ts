import { type RandomBytes } from '../passwords/password';
import { type EpochMs } from '../time';

/** A new run's id, safe in a URL; ids sort by start time. */
export const newRunId = (startedAt: EpochMs, randomBytes: RandomBytes): string => {
  const at = new Date(startedAt).toISOString().replaceAll(/[-:.]/g, '');
  return `${at}-${Buffer.from(randomBytes(4)).toString('hex')}`;
};

export const isPossibleRunId = (text: string): boolean => /^[A-Za-z0-9-]{1,64}$/.test(text);
