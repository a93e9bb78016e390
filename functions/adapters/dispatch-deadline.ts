import { durationMs } from '../domain/time';

/**
 * How long a task queue waits for an answer: a little longer than Cloud Run gives `rotation-worker`
 * (infra/functions.tf, docs/decisions/0011), so that no task comes again while its call is under way.
 */
export const DISPATCH_DEADLINE_MS = durationMs(630_000);
