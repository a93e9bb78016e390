import { mapAtOnce } from '../at-once';
import { holdsPassword, type UserId } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { withCredibleTimes } from './credible-times';
import { forget, type Forgotten, leaseLeft } from './forget-step';
import { type CallPorts } from './managed-user';

/**
 * `users`: how many were forgotten; `left`: how many of that Workspace there still are. `connected`: it is
 * the connected Workspace's, or may be, since that is not known.
 */
export type WorkspaceForgotten =
  | { readonly kind: 'forgotten'; readonly users: number; readonly left: number }
  | { readonly kind: 'connected' };

export type ForgetWorkspacePorts = Pick<
  CallPorts,
  'accounts' | 'configurations' | 'clock' | 'newId' | 'caller' | 'changed'
>;

const PAGE = 100;
const AT_ONCE = 20;

/**
 * Forgets the passwords that were issued for a Workspace which is not connected any more, all or at most
 * so many. Google is left as it is: nobody can sign in there. Whoever is being set a password at this
 * moment is left out. Which Workspace is connected is looked up again for each page: one that is connected
 * meanwhile keeps the rest. Killed in between, the same call forgets the rest.
 */
export async function forgetWorkspace(
  ports: ForgetWorkspacePorts,
  customerId: string,
  most = Infinity,
): Promise<WorkspaceForgotten> {
  let users = 0;
  let pageToken: string | undefined;
  do {
    if (!(await isAnother(ports, customerId))) {
      if (users === 0) return { kind: 'connected' };
      break;
    }
    const limit = Math.min(PAGE, most - users);
    const from = pageToken === undefined ? {} : { pageToken };
    const page = await ports.accounts.ofWorkspace({ customerId, limit, ...from });
    await mapAtOnce(AT_ONCE, page.accounts, async ({ userId }) => {
      const forgotten = await forgetOne(ports, userId, customerId);
      forgotten?.changes.forEach(ports.changed);
      if (forgotten) users += 1;
    });
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined && users < most);
  const left = await ports.accounts.countOfWorkspace(customerId);
  return { kind: 'forgotten', users, left };
}

/** Whether this is certainly not the connected Workspace. */
async function isAnother(
  { configurations }: ForgetWorkspacePorts,
  customerId: string,
): Promise<boolean> {
  const seen = await configurations.read();
  const connected = connectedCustomer(seen);
  return connected === undefined ? seen.connection === undefined : connected !== customerId;
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
