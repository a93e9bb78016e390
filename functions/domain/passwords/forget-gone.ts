import { type UserId } from '../account';
import { DAY_MS, durationMs, type EpochMs, later } from '../time';
import {
  forgetAccount,
  type ForgetPorts,
  type Forgotten,
  holdsPassword,
  leaseLeft,
} from './forget-step';
import { type PasswordFailure } from './password-failure';

/** An administrator can restore a deleted user for 20 days, with the password; a day for doubt. */
const RESTORABLE_MS = durationMs(21 * DAY_MS);

const NOT_KNOWN: PasswordFailure = { kind: 'google-failed', failure: { code: 'user-not-found' } };

/** Google knows no such user: nothing was forgotten, and will be by the same call from then on. */
export type Gone = { readonly kind: 'gone'; readonly forgottenFrom: EpochMs };

/**
 * Takes back the password of a user whom Google, asked for the id, does not know. Nothing can be
 * scrambled there; ours is forgotten once nobody can restore the user any more. Of the first release nobody
 * knows whether the user was of the Workspace that is asked; what was left at Google is not taken back.
 */
export const forgetGone = (
  ports: ForgetPorts,
  userId: UserId,
): Promise<Forgotten | Gone | PasswordFailure> =>
  forgetAccount<Gone | PasswordFailure>(ports, userId, {
    action: 'revoked',
    instead: (account, now) => {
      if (account.leftAtGoogle) return { result: NOT_KNOWN };
      if (!holdsPassword(account) || leaseLeft(account, now) > 0) return undefined;
      if (account.customerId === undefined) return { result: NOT_KNOWN };
      const { goneSince = now } = account;
      const forgottenFrom = later(goneSince, RESTORABLE_MS);
      if (now >= forgottenFrom) return undefined;
      const write = { ...account, goneSince };
      return {
        ...(account.goneSince === undefined ? { write } : {}),
        result: { kind: 'gone', forgottenFrom },
      };
    },
  });
