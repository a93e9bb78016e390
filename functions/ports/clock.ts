import { type DurationMs, type EpochMs } from '../domain/time';

/** The only source of time: the system's, or a test's. */
export interface Clock {
  now(): EpochMs;
  sleep(duration: DurationMs): Promise<void>;
}
