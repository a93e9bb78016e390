import { type ConfigurationStore } from '../../ports/configuration-store';
import { holdsPassword, type UserId } from '../account';
import { DAY_MS, durationMs, type EpochMs, later } from '../time';
import { forgetAccount, type ForgetPorts, type Forgotten, leaseLeft } from './forget-step';
import { type PasswordFailure } from './password-failure';
import { isUnbound, withGone } from './seen-user';

/** An administrator can restore a deleted user for 20 days, with the password; a day for doubt. */
const RESTORABLE_MS = durationMs(21 * DAY_MS);

const NOT_KNOWN: PasswordFailure = { kind: 'google-failed', failure: { code: 'user-not-found' } };

/** Google knows no such user: nothing was forgotten, and will be by the same call from then on. */
export type Gone = { readonly kind: 'gone'; readonly forgottenFrom: EpochMs };

/**
 * Takes back the password of a user whom Google, asked for the id, does not know. Nothing can be
 * scrambled there; ours is forgotten once nobody can restore the user any more. Of the first release, and of
 * one that may be another Workspace's, nobody knows whether the user was of the one that is asked; what was
 * left at Google is not taken back.
 */
export async function forgetGone(
  ports: ForgetPorts & { readonly configurations: ConfigurationStore },
  userId: UserId,
): Promise<Forgotten | Gone | PasswordFailure> {
  const seen = await ports.configurations.read();
  return forgetAccount<Gone | PasswordFailure>(ports, userId, {
    action: 'revoked',
    instead: (account, now) => {
      if (account.leftAtGoogle) return { result: NOT_KNOWN };
      if (!holdsPassword(account) || leaseLeft(account, now) > 0) return undefined;
      const gone = withGone(account, seen, now);
      if (gone.goneSince === undefined || isUnbound(account, seen)) return { result: NOT_KNOWN };
      const forgottenFrom = later(gone.goneSince, RESTORABLE_MS);
      if (now >= forgottenFrom) return undefined;
      return {
        ...(gone === account ? {} : { write: gone }),
        result: { kind: 'gone', forgottenFrom },
      };
    },
  });
}
