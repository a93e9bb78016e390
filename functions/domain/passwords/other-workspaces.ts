import { connectedCustomer } from '../configuration/configuration';
import { type AccountStore } from '../../ports/account-store';
import { type Seeing } from './seen-user';

/** Passwords that are kept of one Workspace, named by Google's id of the customer. */
export type KeptPasswords = { readonly customerId: string; readonly passwords: number };

/**
 * The passwords that are neither told nor changed, since they are of another Workspace than the connected
 * one, or since nobody knows yet which one is connected. The connected one's own are not counted, so that
 * this costs nothing where all is well.
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
