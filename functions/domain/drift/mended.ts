import { durationMs, earlier, type EpochMs } from '../time';

/** How far apart Google's clock and ours may be. */
export const CLOCKS_MS = durationMs(300_000);

/** Whether a password that Google confirmed at `setAt` has replaced what somebody else set at `at`. */
export const isMended = (at: EpochMs, setAt: EpochMs): boolean => at < earlier(setAt, CLOCKS_MS);
