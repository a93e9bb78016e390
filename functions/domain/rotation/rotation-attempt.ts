import { type Account } from '../account';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { type Outcome } from '../passwords/password-finish';
import { attemptsOf, marked, parked, skipped } from './rotation-mark';
import { type Conclusion } from '../passwords/set-password';

/** Google's limits are nobody's fault: they use up no account's tries. */
export const isQuotaFailure = ({ code }: GoogleFailure): boolean =>
  code === 'quota-exceeded' || code === 'daily-quota-exceeded';

/** `runId` is absent for an account that is settled outside any run. `eventId`: for `account.parked`. */
export type Attempt = { readonly runId?: string; readonly eventId: string };

/**
 * What a run writes into an account together with the outcome of its one call. A definite no for this
 * user ends the run's tries at once; everything else that only time or another password may mend is
 * counted, but for what Google's limits and a broken connection refused.
 */
export function attemptConclusion(
  attempt: Attempt,
): (account: Account, outcome: Outcome) => Conclusion {
  return (account, outcome) => {
    if (outcome.kind === 'applied') return { account: applied(account, attempt), events: [] };
    const { failure } = outcome;
    const now = account.lastFailure?.at; // written with this very outcome
    if (now === undefined) return { account, events: [] };
    if (outcome.kind === 'rejected' && GOOGLE_FAILURES[failure.code] === 'user') {
      const { runId, eventId } = attempt;
      if (failure.code === 'user-not-found' && runId !== undefined) {
        return { account: skipped(account, runId, 'user-not-found', now), events: [] };
      }
      const given = { code: failure.code, now, eventId };
      return parked(account, runId === undefined ? given : { ...given, runId });
    }
    return { account: failed(account, attempt, failure), events: [] };
  };
}

function applied(account: Account, { runId }: Attempt): Account {
  if (runId === undefined) return account;
  return account.current
    ? marked(account, { runId, outcome: 'done' })
    : marked(account, { runId, outcome: 'skipped', code: 'no-password' }); // a revocation was ended
}

function failed(account: Account, { runId }: Attempt, failure: GoogleFailure): Account {
  const counts = !isQuotaFailure(failure) && GOOGLE_FAILURES[failure.code] !== 'tenant';
  if (runId === undefined || !counts) return account;
  const attempts = attemptsOf(account) + 1;
  return marked(account, { runId, outcome: 'failed', code: failure.code, attempts });
}
