import { mapAtOnce } from '../at-once';
import { type UserId } from '../account';
import { connectedCustomer } from '../configuration/configuration';
import { forgotten, holdsPassword } from './forget-password';
import { type UserPorts } from './managed-user';

/** `connected`: it is the connected Workspace's, or may be, since that is not known. */
export type WorkspaceForgotten =
  | { readonly kind: 'forgotten'; readonly userIds: readonly UserId[] }
  | { readonly kind: 'connected' };

const PAGE = 500;
const AT_ONCE = 20;

/**
 * Forgets every password that was issued for a Workspace which is not connected any more. Google is left
 * as it is: nobody can sign in there. Killed in between, the same call forgets the rest.
 */
export async function forgetWorkspace(
  ports: Pick<UserPorts, 'accounts' | 'configurations' | 'clock' | 'newId'>,
  customerId: string,
): Promise<WorkspaceForgotten> {
  const { accounts, configurations, clock, newId } = ports;
  const seen = await configurations.read();
  const connected = connectedCustomer(seen);
  const isOther =
    connected === undefined ? seen.connection === undefined : connected !== customerId;
  if (!isOther) return { kind: 'connected' };
  const userIds: UserId[] = [];
  let pageToken: string | undefined;
  do {
    const page = await accounts.list({ limit: PAGE, ...(pageToken ? { pageToken } : {}) });
    const theirs = page.accounts.filter((account) => account.customerId === customerId);
    await mapAtOnce(AT_ONCE, theirs.filter(holdsPassword), async ({ userId }) => {
      const eventId = newId();
      const result = await accounts.transact(userId, (account) =>
        account?.customerId === customerId && holdsPassword(account)
          ? forgotten(account, eventId, clock.now())
          : { result: undefined },
      );
      if (result?.kind === 'revoked') userIds.push(userId);
    });
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return { kind: 'forgotten', userIds };
}
