import { isTenantFailure } from '../configuration/circuit';
import { type DurationMs, durationMs } from '../time';
import { comeBackIn } from './follow-up';
import { type Again, type Later } from './rotation-open';
import { type Run, type RunWait } from './run';

const UNREACHABLE_MS = durationMs(60_000);

/** Where a planner stops: what the run waits for, and when to come back; absent: with the next tick. */
export type Rest = {
  readonly kind: 'rest';
  readonly run: Run;
  readonly waitingFor?: RunWait;
  readonly comeBackInMs?: DurationMs;
};
/** Google's limits pass by themselves; everything else is looked at again with the next tick. */
export function rest(run: Run, held: Later | Again): Rest {
  if (held.kind === 'again') {
    const broken = held.code === 'not-configured' || isTenantFailure({ code: held.code });
    if (broken) return { kind: 'rest', run, waitingFor: 'configuration' };
    return { kind: 'rest', run, waitingFor: 'google', comeBackInMs: UNREACHABLE_MS };
  }
  const waitingFor = held.waitingFor === 'account' ? 'google' : held.waitingFor;
  if (waitingFor !== 'google') return { kind: 'rest', run, waitingFor };
  return { kind: 'rest', run, waitingFor, comeBackInMs: comeBackIn(held.retryAfterMs, 0) };
}
