import { type RandomBytes } from '../passwords/password';
import { type EpochMs } from '../time';

/** A new run's id, letters and digits as a URL takes them; ids sort by when their runs started. */
export const newRunId = (startedAt: EpochMs, randomBytes: RandomBytes): string => {
  const at = new Date(startedAt).toISOString().replaceAll(/[-:.]/g, '');
  return `${at}-${Buffer.from(randomBytes(4)).toString('hex')}`;
};

/** Whether a text may be a run's id at all: letters, digits and hyphens, at most 64. */
export const isPossibleRunId = (text: string): boolean => /^[A-Za-z0-9-]{1,64}$/.test(text);
