import { durationMs } from '../domain/time';

/** How long a task queue waits for an answer: a little longer than the function's own timeout (infra/functions.tf). */
export const DISPATCH_DEADLINE_MS = {
  rotation: durationMs(310_000),
  'rotation-worker': durationMs(70_000),
} as const;
