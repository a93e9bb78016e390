import { type Account, passwordCreatedAt } from '../account';
import { turnAt, unfinishedAt } from '../passwords/due-dates';
import { isMadeAfter } from '../passwords/made-after';
import { type RunMet, wasMetBy } from '../run-met';
import { type Configuration } from '../configuration/configuration';
import { type EpochMs } from '../time';
import { type Run, type SkipReason, userKeysOf } from './run';

/**
 * How an account stands to a run. `passed`: it is no part of it, or was counted. `met`: what the run did
 * with it was noted and not counted. `done`: somebody made the password that it wants. `give`: a password is
 * wanted that was made `since`. `settle`: only what is in doubt is to be confirmed.
 */
export type Standing =
  | { readonly kind: 'passed' | 'done' | 'settle' }
  | { readonly kind: 'give'; readonly since: EpochMs }
  | { readonly kind: 'met'; readonly met: Pick<RunMet, 'result' | 'code'> }
  | { readonly kind: 'skip'; readonly reason: SkipReason };

export type StandingFacts = {
  readonly now: EpochMs;
  readonly resumed: boolean;
  /** Whether turns of the policy count as due. */
  readonly turns: boolean;
  /** When the last connection was given up, if one was. */
  readonly disconnectedAt: EpochMs | undefined;
};

/** What standing depends on beside the account and the run. */
export const standingFacts = (
  { policy, disconnectedAt }: Pick<Configuration, 'policy' | 'disconnectedAt'>,
  now: EpochMs,
  resumed: boolean,
): StandingFacts => ({ now, resumed, turns: policy.periodDays > 0, disconnectedAt });

export function standingOf(account: Account | undefined, run: Run, facts: StandingFacts): Standing {
  const { runId, startedAt, kind, scope } = run;
  if (wasMetBy(account?.lastMet, runId)) {
    const { lastMet } = account ?? {};
    if (!facts.resumed || lastMet?.runId !== runId) return { kind: 'passed' };
    return { kind: 'met', met: lastMet };
  }
  if (isMadeAfter(account, startedAt, facts.now)) return { kind: 'done' };
  const named = userKeysOf(scope) !== undefined;
  if (kind === 'issue') return issueStanding(account, run, named);
  if (scope === 'due') return dueStanding(account, run, facts);
  if (account !== undefined && passwordCreatedAt(account) !== undefined) {
    return { kind: 'give', since: startedAt };
  }
  return named ? { kind: 'skip', reason: 'no-password' } : { kind: 'passed' };
}

/** A password that was taken back is given again only to who is named. */
function issueStanding(account: Account | undefined, { startedAt }: Run, named: boolean): Standing {
  if (account?.current) {
    return named ? { kind: 'skip', reason: 'has-password' } : { kind: 'passed' };
  }
  const takenBack = account?.status === 'revoked' || isScrambling(account);
  return takenBack && !named
    ? { kind: 'skip', reason: 'password-revoked' }
    : { kind: 'give', since: startedAt };
}

const isScrambling = (account: Account | undefined): boolean =>
  account?.candidates.at(-1)?.purpose === 'scramble';

/** Due is who has a turn, or whom a run wants tried again; what is only in doubt is confirmed. */
function dueStanding(
  account: Account | undefined,
  { startedAt }: Run,
  { now, turns, disconnectedAt }: StandingFacts,
): Standing {
  if (account === undefined) return { kind: 'passed' };
  const turn = turns ? turnAt(account) : undefined;
  const unfinished = unfinishedAt(account);
  if (turn !== undefined && turn <= startedAt) return { kind: 'give', since: startedAt };
  if (unfinished === undefined || unfinished > startedAt) return { kind: 'passed' };
  const { wantedSince, candidates, current } = account;
  if (wantedSince === undefined && candidates.length > 0) return { kind: 'settle' };
  const since = wantedSince ?? startedAt;
  if (isMadeAfter(account, since, now)) return { kind: 'done' };
  const isVoid = current === undefined && disconnectedAt !== undefined && since < disconnectedAt;
  return isVoid ? { kind: 'skip', reason: 'no-password' } : { kind: 'give', since };
}

/** Since when the run wants a new password for this account; undefined: it wants none. */
export function wantedSince(
  account: Account | undefined,
  run: Run,
  facts: StandingFacts,
): EpochMs | undefined {
  const standing = standingOf(account, run, facts);
  return standing.kind === 'give' ? standing.since : undefined;
}
