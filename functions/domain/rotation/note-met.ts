import { type Account, type UserId } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { emptyAccount } from '../passwords/password-claim';
import { type RunMet } from '../run-met';
import { type DirectoryUser } from '../user';
import { type MeetingPlace, type Met, type Noted } from './met';
import { metAccount, type Verdict } from './met-account';
import { type Run } from './run';
import { type RunPorts } from './run-ports';

/** Notes on the account what became of the user, and counts it. */
export async function noteMet(
  { accounts, clock }: Pick<RunPorts, 'accounts' | 'clock'>,
  { run, configuration }: Pick<MeetingPlace, 'run' | 'configuration'>,
  who: Noted,
  verdict: Verdict,
): Promise<Met> {
  const { userId, user, wantedSince } = who;
  if (userId === undefined) return asVerdict(verdict);
  const seen = user ? { seen: { user, seeing: configuration } } : {};
  const written = await accounts.transact<Account | undefined>(userId, (found) => {
    const account = found ?? firstOf(run, verdict, user, connectedCustomer(configuration));
    if (account === undefined) return { result: undefined };
    const meeting = { runId: run.runId, now: clock.now(), wantedSince, ...seen };
    const named = user ? { ...account, primaryEmail: user.primaryEmail } : account;
    const { account: write, events } = metAccount(named, meeting, verdict);
    return { write, events, result: write };
  });
  return written?.lastMet ? countedAs(written.lastMet, userId) : { ...asVerdict(verdict), userId };
}

/** Who was to be given a first password in vain is remembered, to be tried again. */
const firstOf = (
  { kind }: Run,
  verdict: Verdict,
  user: DirectoryUser | undefined,
  customerId: string | undefined,
): Account | undefined =>
  kind === 'issue' && verdict.kind === 'failed' && user
    ? emptyAccount({
        userId: user.id,
        primaryEmail: user.primaryEmail,
        customerId: customerId ?? null,
      })
    : undefined;

type Counted = Extract<Met, { kind: 'counted' }>;

/** As it was noted on an account. */
export const countedAs = (
  { result, code }: Pick<RunMet, 'result' | 'code'>,
  userId: UserId,
): Counted => ({
  kind: 'counted',
  result,
  userId,
  ...(code === undefined ? {} : { code }),
});

/** Of somebody without an account. */
function asVerdict(verdict: Verdict): Counted {
  switch (verdict.kind) {
    case 'done':
      return { kind: 'counted', result: 'done' };
    case 'skipped':
      return { kind: 'counted', result: 'skipped', code: verdict.reason };
    case 'in-progress':
      return { kind: 'counted', result: 'skipped', code: verdict.kind };
    case 'failed':
      return { kind: 'counted', result: 'failed', code: verdict.code };
  }
}
