import { mapAtOnce } from '../at-once';
import { type UserId } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { forgetAccount, type ForgetPorts, holdsPassword } from './forget-step';

/** `connected`: it is the connected Workspace's, or may be, since that is not known. */
export type WorkspaceForgotten =
  { readonly kind: 'forgotten'; readonly users: number } | { readonly kind: 'connected' };

export type ForgetWorkspacePorts = ForgetPorts & { readonly configurations: ConfigurationStore };

const PAGE = 500;
const AT_ONCE = 20;

/**
 * Forgets every password that was issued for a Workspace which is not connected any more. Google is left
 * as it is: nobody can sign in there. Whoever is being set a password at this moment is left out. What stays
 * of these accounts is no Workspace's: whichever shows the user takes the account over. Killed in between,
 * the same call forgets the rest; so it is if the Workspace is connected again meanwhile.
 */
export async function forgetWorkspace(
  ports: ForgetWorkspacePorts,
  customerId: string,
): Promise<WorkspaceForgotten> {
  let users = 0;
  let pageToken: string | undefined;
  do {
    if (!(await isOther(ports, customerId))) return { kind: 'connected' };
    const from = pageToken === undefined ? {} : { pageToken };
    const page = await ports.accounts.list({ limit: PAGE, ...from });
    const theirs = page.accounts.filter((account) => account.customerId === customerId);
    await mapAtOnce(AT_ONCE, theirs, async ({ userId }) => {
      if (await forgetOne(ports, userId, customerId)) users += 1;
    });
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return { kind: 'forgotten', users };
}

async function isOther(
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
    instead: (account) => {
      if (account.customerId !== customerId) return { result: { kind: 'left-alone' } };
      if (holdsPassword(account)) return undefined;
      return { write: { ...account, customerId: null }, result: { kind: 'left-alone' } };
    },
    also: { customerId: null },
  });
  return result.kind === 'forgotten' && result.changed;
}
