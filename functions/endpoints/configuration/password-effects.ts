import { type RunKind } from '../../domain/rotation/run';

/** Google's help page on what a changed password does. */
const EFFECTS_URL = 'https://support.google.com/a/answer/6328616';
/** What a new password does to a user; the page has each code in the reader's language. */
export const EFFECTS = [
  {
    code: 'signed-out',
    message: 'The user is signed out everywhere, and has to sign in again on phones and computers.',
    url: EFFECTS_URL,
  },
  {
    code: 'mail-access-revoked',
    message: 'Mail programs that were allowed to read the user’s mail lose that permission.',
    url: EFFECTS_URL,
  },
  {
    code: 'app-passwords-revoked',
    message: 'App passwords may stop working: Google’s pages say both.',
    url: EFFECTS_URL,
  },
  {
    code: 'devices-need-it',
    message: 'Devices that sign in with the password are refused until they are given the new one.',
    url: EFFECTS_URL,
  },
] as const;

/** Devices need the new one only where there was one before. */
export const effectsOf = (kind: RunKind): readonly (typeof EFFECTS)[number][] =>
  kind === 'rotate' ? EFFECTS : EFFECTS.filter(({ code }) => code !== 'devices-need-it');
