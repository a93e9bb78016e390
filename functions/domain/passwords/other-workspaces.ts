import { connectedCustomer } from '../configuration/configuration';
import { type AccountStore } from '../../ports/account-store';
import { type Seeing } from './seen-user';

/** How many passwords of one Workspace are kept. `customerId`: Google's id of the customer. */
export type KeptPasswords = { readonly customerId: string; readonly passwords: number };

/**
 * The passwords that are neither given out nor changed: they belong to a Workspace other than the connected
 * one, or the connected one is not known yet. The connected Workspace's own passwords are not counted, so the
 * normal case costs nothing.
 */
export async function otherWorkspaces(
  { accounts }: { readonly accounts: Pick<AccountStore, 'workspaces' | 'countOfWorkspace'> },
  seeing: Seeing,
): Promise<readonly KeptPasswords[]> {
  const connected = connectedCustomer(seeing);
  const others = (await accounts.workspaces()).filter((customerId) => customerId !== connected);
  return Promise.all(
    others.map(async (customerId) => ({
      customerId,
      passwords: await accounts.countOfWorkspace(customerId),
    })),
  );
}

/** Whether passwords of another Workspace than this one are kept. */
export async function isAnotherKept(
  { accounts }: { readonly accounts: Pick<AccountStore, 'workspaces'> },
  connected: string,
): Promise<boolean> {
  return (await accounts.workspaces()).some((customerId) => customerId !== connected);
}
