import { ensurePassword, isSettled, type LivePassword, livePassword } from './issue-password';
import {
  asUserId,
  type CallPorts,
  findManagedUser,
  otherWorkspace,
  refusalOf,
} from './managed-user';
import { isForeign, isKnownAdministrator, isUnbound } from './seen-user';
import { isAdministrator } from '../user';
import { type PasswordFailure, SETTLE_AGAIN_MS } from './password-failure';

/**
 * Gives the password that Google holds, never a guess. An unconfirmed candidate is settled first, by sending
 * it again.
 *
 * A settled account is read by id without a call to Google, so reading works while Google does not; the
 * answer then has the address that Google gave last. Google is still asked about a user whom it has shown as
 * an administrator or as gone, or who may belong to another Workspace. An address is always looked up at
 * Google: it may belong to somebody else by now. An administrator's password is never given out.
 */
export async function readPassword(
  ports: CallPorts,
  userKey: string,
): Promise<LivePassword | PasswordFailure> {
  const id = asUserId(userKey);
  if (id !== undefined) {
    ports.about?.(id);
    const account = await ports.accounts.read(id);
    if (account === undefined) return { kind: 'no-password' };
    const seen = await ports.configurations.read();
    if (isForeign(account, seen)) return otherWorkspace(seen);
    const noticed = isKnownAdministrator(account) || account.goneSince !== undefined;
    const doubted = noticed || isUnbound(account, seen);
    if (isSettled(account) && !doubted) return livePassword(ports, account, seen.policy);
  }
  const managed = await findManagedUser(ports, userKey);
  if (managed.kind !== 'found') return managed;
  const { account, user, open } = managed;
  if (isAdministrator(user, open.adminUsername) && account !== undefined) {
    return { kind: 'refused', refusal: 'admin-account' };
  }
  if (account === undefined || account.drift || isSettled(account)) {
    return livePassword(ports, account, open.policy, user);
  }
  const refused = refusalOf(managed);
  if (refused) return refused;
  const result = await ensurePassword(ports, managed, { wanted: () => false });
  // A reader cannot know whether the other call's password is live, so the outcome is unknown.
  return result.kind === 'in-progress'
    ? { kind: 'outcome-unknown', retryAfterMs: SETTLE_AGAIN_MS, changing: true }
    : result;
}
