import { mapAtOnce } from '../at-once';
import { type UserId } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { withCredibleTimes } from './credible-times';
import { forget, type Forgotten, holdsPassword, leaseLeft } from './forget-step';
import { type CallPorts } from './managed-user';

/** `connected`: it is the connected Workspace's, or may be, since that is not known. */
export type WorkspaceForgotten =
  { readonly kind: 'forgotten'; readonly users: number } | { readonly kind: 'connected' };

export type ForgetWorkspacePorts = Pick<
  CallPorts,
  'accounts' | 'configurations' | 'clock' | 'newId' | 'caller' | 'changed'
>;

const PAGE = 500;
const AT_ONCE = 20;

/**
 * Forgets every password that was issued for a Workspace which is not connected any more. Google is left
 * as it is: nobody can sign in there. Whoever is being set a password at this moment is left out. Killed
 * in between, the same call forgets the rest.
 */
export async function forgetWorkspace(
  ports: ForgetWorkspacePorts,
  customerId: string,
): Promise<WorkspaceForgotten> {
  const seen = await ports.configurations.read();
  const connected = connectedCustomer(seen);
  const isOther =
    connected === undefined ? seen.connection === undefined : connected !== customerId;
  if (!isOther) return { kind: 'connected' };
  let users = 0;
  let pageToken: string | undefined;
  do {
    const from = pageToken === undefined ? {} : { pageToken };
    const page = await ports.accounts.list({ limit: PAGE, ...from });
    const theirs = page.accounts.filter((account) => account.customerId === customerId);
    await mapAtOnce(AT_ONCE, theirs.filter(holdsPassword), async ({ userId }) => {
      const forgotten = await forgetOne(ports, userId, customerId);
      forgotten?.changes.forEach(ports.changed);
      if (forgotten) users += 1;
    });
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return { kind: 'forgotten', users };
}

function forgetOne(
  { accounts, clock, newId, caller }: ForgetWorkspacePorts,
  userId: UserId,
  customerId: string,
): Promise<Forgotten | undefined> {
  const eventId = newId();
  return accounts.transact<Forgotten | undefined>(userId, (stored) => {
    if (stored?.customerId !== customerId || !holdsPassword(stored)) return { result: undefined };
    const now = clock.now();
    const account = withCredibleTimes(stored, now);
    if (leaseLeft(account, now) > 0) return { result: undefined };
    return forget(account, { action: 'forgotten', caller, eventId, now });
  });
}
