import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Step } from '../../ports/account-store';
import { type Account, holdsPassword, type UserId } from '../account';
import { DAY_MS, durationMs, type EpochMs, later } from '../time';
import { forgetAccount, type ForgetPorts, type Forgotten, leaseLeft } from './forget-step';
import { type PasswordFailure } from './password-failure';
import { tombstoneOf } from './password-finish';
import { mayBeHidden } from './seen-user';

/** An administrator can restore a deleted user, with the password, for 20 days. One day of margin. */
const RESTORABLE_MS = durationMs(21 * DAY_MS);

const NOT_KNOWN: PasswordFailure = { kind: 'google-failed', failure: { code: 'user-not-found' } };

/** Google knows no such user. Nothing was forgotten yet; the same call forgets it from `forgottenFrom` on. */
export type Gone = { readonly kind: 'gone'; readonly forgottenFrom: EpochMs };

/**
 * Takes back the password of a user whose id Google does not know. There is no password to scramble at
 * Google. The stored one is forgotten once nobody can restore the user any more. A password left at Google
 * counts as taken back by then, too. Nothing is forgotten if the account may belong to another Workspace, as
 * one of the first release may: Google's answer then says nothing about the user. `askedAt`: when Google was asked; a
 * process that stood still since then does not know whether the user was restored.
 */
export async function forgetGone(
  ports: ForgetPorts & { readonly configurations: ConfigurationStore },
  userId: UserId,
  askedAt: EpochMs,
): Promise<Forgotten | Gone | PasswordFailure> {
  const seen = await ports.configurations.read();
  return forgetAccount<Forgotten | Gone | PasswordFailure>(ports, userId, {
    action: 'revoked',
    instead: (account, now) => {
      const isOver = !holdsPassword(account) && !account.leftAtGoogle;
      if (isOver || leaseLeft(account, now) > 0) return undefined;
      if (mayBeHidden(account, seen)) return { result: NOT_KNOWN };
      const { goneSince = now } = account;
      const forgottenFrom = later(goneSince, RESTORABLE_MS);
      if (askedAt >= forgottenFrom)
        return holdsPassword(account) ? undefined : nothingLeft(account, now);
      return {
        ...(account.goneSince === undefined ? { write: { ...account, goneSince } } : {}),
        result: { kind: 'gone', forgottenFrom },
      };
    },
  });
}

/** A password that was forgotten only here no longer exists at Google either. */
const nothingLeft = (account: Account, now: EpochMs): Step<Account, Forgotten> => ({
  write: tombstoneOf(account, now),
  result: { kind: 'forgotten', changed: false },
});
