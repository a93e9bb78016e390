import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Step } from '../../ports/account-store';
import { type Account, holdsPassword, type UserId } from '../account';
import { DAY_MS, durationMs, type EpochMs, later } from '../time';
import { forgetAccount, type ForgetPorts, type Forgotten, leaseLeft } from './forget-step';
import { type PasswordFailure } from './password-failure';
import { tombstoneOf } from './password-finish';
import { mayBeAnothers } from './seen-user';

/** An administrator can restore a deleted user for 20 days, with the password; a day for doubt. */
const RESTORABLE_MS = durationMs(21 * DAY_MS);

const NOT_KNOWN: PasswordFailure = { kind: 'google-failed', failure: { code: 'user-not-found' } };

/** Google knows no such user: nothing was forgotten, and will be by the same call from then on. */
export type Gone = { readonly kind: 'gone'; readonly forgottenFrom: EpochMs };

/**
 * Takes back the password of a user whom Google, asked for the id, does not know. Nothing can be
 * scrambled there; ours is forgotten once nobody can restore the user any more. Of the first release, and of
 * one that may be another Workspace's, nobody knows whether the user was of the one that is asked. What was
 * left at Google is taken back by then, too.
 */
export async function forgetGone(
  ports: ForgetPorts & { readonly configurations: ConfigurationStore },
  userId: UserId,
): Promise<Forgotten | Gone | PasswordFailure> {
  const seen = await ports.configurations.read();
  return forgetAccount<Forgotten | Gone | PasswordFailure>(ports, userId, {
    action: 'revoked',
    instead: (account, now) => {
      const isOver = !holdsPassword(account) && !account.leftAtGoogle;
      if (isOver || leaseLeft(account, now) > 0) return undefined;
      if (mayBeAnothers(account, seen)) return { result: NOT_KNOWN };
      const { goneSince = now } = account;
      const forgottenFrom = later(goneSince, RESTORABLE_MS);
      if (now >= forgottenFrom) return holdsPassword(account) ? undefined : nothingLeft(account);
      return {
        ...(account.goneSince === undefined ? { write: { ...account, goneSince } } : {}),
        result: { kind: 'gone', forgottenFrom },
      };
    },
  });
}

/** What was forgotten here alone is nobody's any more at Google either. */
const nothingLeft = (account: Account): Step<Account, Forgotten> => ({
  write: tombstoneOf(account),
  result: { kind: 'forgotten', changed: false },
});
