import { type Account } from '../account';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { attemptConclusion } from './rotation-attempt';
import { attemptsOf, finalMark, marked, parked, skipped, standingOf } from './rotation-mark';
import {
  afterFailure,
  type Again,
  type Later,
  lookAt,
  openRotation,
  type OpenRotation,
  type RotateAccountPorts,
} from './rotation-open';
import { isActive, type RotationTask, type Run, SKIP_REASONS, type SkipReason } from './run';
import { setPassword, type SetPasswordResult } from '../passwords/set-password';
import { type EpochMs, SECOND_MS } from '../time';

/**
 * What became of a task. `nothing`: there was nothing to do, for instance because it was done before.
 * All but `Later` and `Again` are final.
 */
export type Rotated =
  | { readonly kind: 'rotated'; readonly account: Account }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'skipped' | 'parked'; readonly code: string }
  | Later
  | Again;

/**
 * Rotates one account for a run: the very state machine of every other call, wanted as long as the
 * account's password is older than the run. So a task may come twice, late, out of order or beside
 * another run's, and an account is rotated once. May be killed between any two awaits.
 */
export async function rotateAccount(
  ports: RotateAccountPorts,
  task: RotationTask,
): Promise<Rotated> {
  const rotated = await rotate(ports, task);
  if (rotated.kind === 'skipped') await countSkip(ports, task.runId, rotated.code);
  return rotated;
}

/** Why, for the run as it is shown; that it was skipped stands on the account. */
async function countSkip({ runs }: RotateAccountPorts, runId: string, code: string): Promise<void> {
  const reason = SKIP_REASONS.find((each) => each === code);
  if (reason === undefined) return;
  const counted = runs.transact(runId, (run) => {
    if (run === undefined || !isActive(run)) return { result: undefined };
    const { skippedLater = {} } = run;
    const write = {
      ...run,
      skippedLater: { ...skippedLater, [reason]: (skippedLater[reason] ?? 0) + 1 },
    };
    return { write, result: undefined };
  });
  await counted.catch(() => undefined); // not worth a task that is tried again
}

async function rotate(ports: RotateAccountPorts, task: RotationTask): Promise<Rotated> {
  const [run, account] = await Promise.all([
    ports.runs.read(task.runId),
    ports.accounts.read(task.userId),
  ]);
  if (run === undefined || !isActive(run)) return { kind: 'nothing' };
  if (account === undefined || standingOf(account, run).kind !== 'wanted') {
    return alreadySettled(ports, task, run);
  }
  const open = await openRotation(ports, run);
  if (open.kind !== 'open') return open;
  if (isOutdated(task, open, ports.clock.now())) {
    const reason = await lookAt(open, account);
    if (reason === 'no-answer') return { kind: 'again', code: reason };
    if (reason !== undefined) return leftAlone(ports, run, task, reason);
  }
  const result = await setPassword(ports, {
    directory: open.directory,
    user: { id: account.userId, primaryEmail: account.primaryEmail },
    policy: open.configuration.policy,
    purpose: 'set',
    wanted: (current) => standingOf(current, run).kind === 'wanted',
    seen: account,
    tries: 1,
    conclude: attemptConclusion({ runId: run.runId, eventId: ports.newId() }),
  });
  switch (result.kind) {
    case 'set':
      // Another call may have confirmed this very password just before: then nothing was marked.
      if (result.account.mark?.runId !== run.runId) await alreadySettled(ports, task, run);
      return { kind: 'rotated', account: result.account };
    case 'not-wanted':
    case 'scrambled':
      return alreadySettled(ports, task, run);
    case 'in-progress':
      return { kind: 'later', waitingFor: 'account', retryAfterMs: result.retryAfterMs };
    case 'quarantined':
    case 'rejected':
    case 'unknown':
      return inVain(ports, open, run, { task, result });
  }
}

/** So long what a planner saw of a user holds: 100,000 are rotated in that time, at 25 a second. */
const DECISION_HOLDS_MS = 5_400_000;

/** A task may wait for hours, and become what it was not meant for: an administrator, say. */
const isOutdated = (
  { decidedAt }: RotationTask,
  { configuration }: OpenRotation,
  now: EpochMs,
): boolean =>
  decidedAt === undefined ||
  now > decidedAt + DECISION_HOLDS_MS ||
  (configuration.updatedAt ?? 0) > decidedAt;

function leftAlone(
  ports: RotateAccountPorts,
  run: Run,
  { userId }: RotationTask,
  code: SkipReason,
): Promise<Rotated> {
  const now = ports.clock.now();
  return ports.accounts.transact<Rotated>(userId, (account) => {
    if (account === undefined || standingOf(account, run).kind !== 'wanted') {
      return { result: { kind: 'nothing' } };
    }
    return { write: skipped(account, run.runId, code, now), result: { kind: 'skipped', code } };
  });
}

type VainResult = Extract<SetPasswordResult, { kind: 'rejected' | 'unknown' | 'quarantined' }>;

/** Looks at what was written with the outcome: skipped, parked, or tried often enough. */
async function inVain(
  ports: RotateAccountPorts,
  open: OpenRotation,
  run: Run,
  { task, result }: { readonly task: RotationTask; readonly result: VainResult },
): Promise<Rotated> {
  const failure = result.kind === 'quarantined' ? undefined : result.failure;
  const account = await ports.accounts.read(task.userId);
  const final = refusedForGood(account, run, failure) ?? (await giveUp(ports, open, run, account));
  if (final !== undefined) return final;
  if (failure !== undefined) return afterFailure(ports, open.configuration, failure);
  const retryAfterMs = result.kind === 'quarantined' ? result.retryAfterMs : SECOND_MS;
  return { kind: 'later', waitingFor: 'account', retryAfterMs };
}

/** Google's definite no for this user was written together with the outcome. */
function refusedForGood(
  account: Account | undefined,
  run: Run,
  failure: GoogleFailure | undefined,
): Rotated | undefined {
  if (failure === undefined || GOOGLE_FAILURES[failure.code] !== 'user') return undefined;
  const mark = account && finalMark(account, run);
  if (mark?.outcome !== 'skipped' && mark?.outcome !== 'parked') return undefined;
  return { kind: mark.outcome, code: failure.code };
}

/**
 * Parks an account that used up its tries; but not before Google was asked for the user once:
 * an outage of Google or of the network is not the account's fault, and a user who is gone or
 * suspended by now is skipped instead.
 */
async function giveUp(
  ports: RotateAccountPorts,
  open: OpenRotation,
  run: Run,
  account: Account | undefined,
): Promise<Rotated | undefined> {
  const { retryBudget } = open.configuration.policy;
  const isSpent = (current: Account | undefined): current is Account =>
    current !== undefined &&
    standingOf(current, run).kind === 'wanted' &&
    attemptsOf(current) >= retryBudget;
  if (!isSpent(account)) return undefined;
  const looked = await lookAt(open, account);
  if (looked === 'no-answer') return undefined;
  const now = ports.clock.now();
  const eventId = ports.newId();
  return ports.accounts.transact<Rotated>(account.userId, (current) => {
    if (!isSpent(current)) return { result: { kind: 'nothing' } };
    if (looked !== undefined) {
      const write = skipped(current, run.runId, looked, now);
      return { write, result: { kind: 'skipped', code: looked } };
    }
    const { mark, lastFailure } = current;
    const code = (mark?.outcome === 'failed' ? mark : lastFailure)?.code ?? 'no-answer';
    const given = parked(current, { runId: run.runId, code, now, eventId });
    return { write: given.account, events: given.events, result: { kind: 'parked', code } };
  });
}

/** Somebody did it before, or there is nothing to rotate: the run's mark says so, once. */
function alreadySettled(
  ports: RotateAccountPorts,
  { userId }: RotationTask,
  run: Run,
): Promise<Rotated> {
  return ports.accounts.transact<Rotated>(userId, (account) => {
    if (account === undefined) return { result: { kind: 'nothing' } };
    const mark = finalMark(account, run);
    if (mark === undefined) {
      return { result: { kind: 'later', waitingFor: 'account', retryAfterMs: SECOND_MS } };
    }
    const write = marked(account, mark);
    return { ...(write === account ? {} : { write }), result: { kind: 'nothing' } };
  });
}
