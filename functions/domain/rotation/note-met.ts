import { type Account } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { emptyAccount } from '../passwords/password-claim';
import { type DirectoryUser } from '../user';
import { countedAs, type Counted, type MeetingPlace, type Noted } from './met';
import { metAccount, type Verdict } from './met-account';
import { type Run } from './run';
import { type RunPorts } from './run-ports';

/** Notes on the account what became of the user, and counts it. */
export async function noteMet(
  { accounts, clock, newId }: Pick<RunPorts, 'accounts' | 'clock' | 'newId'>,
  { run, configuration }: Pick<MeetingPlace, 'run' | 'configuration'>,
  { userId, user, wantedSince }: Noted,
  verdict: Verdict,
): Promise<Counted> {
  if (userId === undefined) return countedAs(verdict);
  const eventId = newId();
  const seen = user ? { seen: { user, seeing: configuration } } : {};
  const written = await accounts.transact<Account | undefined>(userId, (found) => {
    const account = found ?? firstOf(run, verdict, user, connectedCustomer(configuration));
    if (account === undefined) return { result: undefined };
    const meeting = { runId: run.runId, now: clock.now(), eventId, wantedSince, ...seen };
    const named = user ? { ...account, primaryEmail: user.primaryEmail } : account;
    const { account: write, events } = metAccount(named, meeting, verdict);
    return { write, events, result: write };
  });
  return countedAs(written?.lastMet ?? verdict, userId);
}

/** Who was to be given a first password in vain is remembered, to be tried again. */
const firstOf = (
  { kind }: Run,
  { result }: Verdict,
  user: DirectoryUser | undefined,
  customerId: string | null = null,
): Account | undefined =>
  kind === 'issue' && result === 'failed' && user
    ? emptyAccount({ userId: user.id, primaryEmail: user.primaryEmail, customerId })
    : undefined;
