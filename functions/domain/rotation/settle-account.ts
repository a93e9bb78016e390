import { type Account, type UserId } from '../account';
import { attemptConclusion } from './rotation-attempt';
import { type Rotated } from './rotate-account';
import {
  afterFailure,
  lookAt,
  openRotation,
  type OpenRotation,
  type RotateAccountPorts,
} from './rotation-open';
import { SETTLE, type SkipReason } from './run';
import { setPassword } from '../passwords/set-password';
import { DAY_MS, durationMs, type EpochMs } from '../time';
import { TIMING } from '../passwords/timing';

/** The first pause after a failure; doubles with each, up to a day. */
const SETTLE_AFTER_MS = durationMs(600_000);

/** So often the queue itself repeats the task. */
const QUICK_TRIES = 3;

/**
 * Whether nobody is at work on an unconfirmed account, and it is time to confirm it. What is in
 * progress, or failed a moment ago, is left to who began it: a caller, or the task of a run.
 */
export function mayBeSettled({ status, lease, lastFailure }: Account, now: EpochMs): boolean {
  if (status !== 'unconfirmed') return false;
  if (lease !== undefined && lease.until + TIMING.clockSkewMs > now) return false;
  if (lastFailure === undefined) return true;
  const pauseMs = Math.min(DAY_MS, SETTLE_AFTER_MS * 2 ** Math.min(lastFailure.attempts, 16));
  return now >= lastFailure.at + pauseMs;
}

/**
 * Confirms what is unconfirmed of an account, by sending the same candidate again; makes no new one.
 * For what a crash left behind and no run or caller takes up. A user who is to be left alone by now is
 * left as is, and looked at again later.
 */
export async function settleAccount(ports: RotateAccountPorts, userId: UserId): Promise<Rotated> {
  const account = await ports.accounts.read(userId);
  if (account === undefined || account.candidates.length === 0) return { kind: 'nothing' };
  const open = await openRotation(ports, { startedBy: SETTLE });
  if (open.kind !== 'open') return open;
  const reason = await lookAt(open, account);
  if (reason === 'no-answer') return { kind: 'again', code: 'no-answer' };
  return reason === undefined ? confirm(ports, open, account) : leaveAlone(ports, account, reason);
}

async function confirm(
  ports: RotateAccountPorts,
  { directory, configuration }: OpenRotation,
  account: Account,
): Promise<Rotated> {
  const result = await setPassword(ports, {
    directory,
    user: { id: account.userId, primaryEmail: account.primaryEmail },
    policy: configuration.policy,
    purpose: 'set',
    wanted: () => false,
    seen: account,
    tries: 1,
    conclude: attemptConclusion({ eventId: ports.newId() }),
  });
  switch (result.kind) {
    case 'set':
      return { kind: 'rotated', account: result.account };
    case 'not-wanted':
    case 'scrambled':
      return { kind: 'nothing' };
    case 'in-progress':
    case 'quarantined':
      return { kind: 'later', waitingFor: 'account', retryAfterMs: result.retryAfterMs };
    case 'rejected':
    case 'unknown': {
      const current = await ports.accounts.read(account.userId);
      const { code } = result.failure;
      if (current?.status === 'parked') return { kind: 'parked', code };
      // By now it may take days; the planner comes back to it, less and less often.
      if ((current?.lastFailure?.attempts ?? 0) > QUICK_TRIES) return { kind: 'skipped', code };
      return afterFailure(ports, configuration, result.failure);
    }
  }
}

function leaveAlone(
  ports: RotateAccountPorts,
  { userId }: Account,
  code: SkipReason,
): Promise<Rotated> {
  const at = ports.clock.now();
  return ports.accounts.transact<Rotated>(userId, (current) => {
    if (current === undefined) return { result: { kind: 'nothing' } };
    const attempts = (current.lastFailure?.attempts ?? 0) + 1;
    const write = { ...current, lastFailure: { code, at, attempts } };
    return { write, result: { kind: 'skipped', code } };
  });
}
