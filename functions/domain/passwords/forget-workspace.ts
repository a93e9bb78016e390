import { eachAtOnce } from '../at-once';
import { holdsPassword, type UserId } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { forgetAccount, type ForgetPorts } from './forget-step';

/**
 * `users`: how many users' passwords were forgotten. `left`: how many of that Workspace are still kept.
 * `connected`: the Workspace is the connected one, or may be, because the connected one is not known.
 */
export type WorkspaceForgotten =
  | { readonly kind: 'forgotten'; readonly users: number; readonly left: number }
  | { readonly kind: 'connected' };

export type ForgetWorkspacePorts = ForgetPorts & { readonly configurations: ConfigurationStore };

const PAGE = 100;
const AT_ONCE = 20;

/**
 * Forgets the passwords that were issued for a Workspace that is no longer connected: all of them, or at most
 * `most`. Google is left unchanged, because this service cannot sign in there. Skips users whose password is
 * being set at this moment. The tombstones belong to no Workspace: the first Workspace that shows the user
 * takes the account over. Each page checks again which Workspace is connected; if it is this one, the rest is
 * kept. After a kill, a repeat forgets the rest. A user whose record can't be written holds up nobody else; the error
 * is thrown at the end, and a repeat tries again.
 */
export async function forgetWorkspace(
  ports: ForgetWorkspacePorts,
  customerId: string,
  most = Infinity,
): Promise<WorkspaceForgotten> {
  let users = 0;
  const faults: unknown[] = [];
  let pageToken: string | undefined;
  do {
    if (!(await isAnother(ports, customerId))) {
      if (users === 0) return { kind: 'connected' };
      break;
    }
    const limit = Math.min(PAGE, most - users);
    const from = pageToken === undefined ? {} : { pageToken };
    const page = await ports.accounts.ofWorkspace({ customerId, limit, ...from });
    const unwritten = await eachAtOnce(AT_ONCE, page.accounts, async ({ userId }) => {
      if (await forgetOne(ports, userId, customerId)) users += 1;
    });
    faults.push(...unwritten);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined && users < most);
  if (faults.length > 0) throw faults[0];
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

async function forgetOne(
  ports: ForgetWorkspacePorts,
  userId: UserId,
  customerId: string,
): Promise<boolean> {
  const result = await forgetAccount<{ readonly kind: 'left-alone' }>(ports, userId, {
    action: 'forgotten',
    instead: (account) =>
      account.customerId === customerId && holdsPassword(account)
        ? undefined
        : { result: { kind: 'left-alone' } },
    also: { customerId: null },
  });
  return result.kind === 'forgotten' && result.changed;
}
