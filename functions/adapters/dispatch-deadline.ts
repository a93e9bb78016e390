import { durationMs } from '../domain/time';

/**
 * How long a task queue waits for an answer. It is a little longer than the Cloud Run timeout of
 * `rotation-worker` (infra/functions.tf, docs/decisions/0011), so that no task is sent again while its call
 * is still running.
 */
export const DISPATCH_DEADLINE_MS = durationMs(630_000);
