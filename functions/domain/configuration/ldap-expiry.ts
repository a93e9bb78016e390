import { DAY_MS, type EpochMs } from '../time';

/** Days before the expiry of the certificate at which a warning begins, the last one first. */
const THRESHOLDS = [7, 30, 90] as const;

/** The lowest threshold that is reached; undefined: none is, or the certificate has expired. */
export const reachedThreshold = (notAfter: EpochMs, now: EpochMs): number | undefined =>
  notAfter <= now ? undefined : THRESHOLDS.find((days) => notAfter - now <= days * DAY_MS);
