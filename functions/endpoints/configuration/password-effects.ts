import { type RunKind } from '../../domain/runs/run';

/** Google's help page on the effects of a password change. */
const EFFECTS_URL = 'https://support.google.com/a/answer/6328616';

/** An effect of a new password on a user. The page shows each code in the reader's language. */
type Effect = { readonly code: string; readonly message: string; readonly url: string };

const OWN_PASSWORD: Effect = {
  code: 'own-password-replaced',
  message: 'This password replaces any Google password of the user’s own.',
  url: EFFECTS_URL,
};

const DEVICES: Effect = {
  code: 'devices-need-it',
  message: 'Google refuses devices that sign in with the password until they get the new one.',
  url: EFFECTS_URL,
};

const OF_ANY: readonly Effect[] = [
  {
    code: 'signed-out',
    message: 'The user is signed out everywhere and must sign in again on phones and computers.',
    url: EFFECTS_URL,
  },
  {
    code: 'mail-access-revoked',
    message: 'Mail apps with access to the user’s mail lose that access.',
    url: EFFECTS_URL,
  },
  {
    code: 'app-passwords-revoked',
    message: 'App passwords may stop working. Google’s help pages disagree on this.',
    url: EFFECTS_URL,
  },
];

/** No device uses a user's first password yet, and a proof changes nothing. */
export const EFFECTS = {
  rotate: [...OF_ANY, DEVICES],
  issue: [OWN_PASSWORD, ...OF_ANY],
  prove: [],
} as const satisfies Record<RunKind, readonly Effect[]>;
