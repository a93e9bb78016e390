import { type AccountStatus } from './account';
import { GOOGLE_FAILURES, type GoogleFailureCode } from './google-failure';
import { type SkipReason } from './run-met';

/** What happened to an account, and what to do about it; the page has it in the reader's language by code. */
export type FailureText = { readonly message: string; readonly fix: string };

type AccountFailureText = FailureText & {
  /** In place of `fix` where the account is parked: the schedule comes back to it once a week only. */
  readonly fixIfParked?: string;
};

type TenantCode = {
  [Code in GoogleFailureCode]: (typeof GOOGLE_FAILURES)[Code] extends 'tenant' ? Code : never;
}[GoogleFailureCode];

/** What this service itself could not do for one account. */
export type OwnFailureCode = 'record-unreadable' | 'platform-failed';

/** What can be wrong with one account; any other code of Google's is about the connection. */
export type AccountFailureCode =
  | Exclude<SkipReason, 'has-password' | 'password-revoked' | 'in-progress'>
  | Exclude<GoogleFailureCode, TenantCode>
  | OwnFailureCode;

/** A text for every `lastFailure.code` in one language; a code without one does not compile. */
export type AccountFailureTexts = {
  readonly byCode: Readonly<Record<AccountFailureCode, AccountFailureText>>;
  /** For the codes that only an administrator of the connection can mend. */
  readonly connection: FailureText;
  /** For a code of a release that is newer than the reader's. */
  readonly unknown: FailureText;
};

const ROTATE_NOW = 'Rotate this user now.';
const BY_ITSELF = {
  fix: 'Nothing: it is tried again by itself.',
  fixIfParked: ROTATE_NOW,
};

const BY_CODE: AccountFailureTexts['byCode'] = {
  'user-not-found': {
    message: 'Google knows no such user in the connected domain: deleted, or moved away.',
    fix: 'A deleted user can be restored in the Admin console for 20 days. If the user is gone for good, take the password back by the id after that: it is then forgotten.',
  },
  'admin-account': {
    message: 'The user is an administrator at Google now, and administrators are never touched.',
    fix: 'Take the administrator role from the user, or take the password back.',
  },
  'user-suspended': {
    message: 'The user is suspended or archived at Google.',
    fix: 'Restore the user in the Admin console, or leave it: the password is rotated once the user is back.',
    fixIfParked: 'Restore the user in the Admin console, then rotate this user now.',
  },
  'out-of-scope': {
    message: 'The user is outside the organisational units that the policy names.',
    fix: 'Move the user, or change the policy.',
  },
  'other-workspace': {
    message:
      'The password belongs to another Google Workspace than the one that is connected. It is neither told nor changed.',
    fix: 'Connect that Workspace again, or forget its passwords: on the page Google Apps API, or by DELETE /v1/accounts?customerId=….',
  },
  'no-password': {
    message: 'The user has no password of this service.',
    fix: 'Issue one, if the user is to have one.',
  },
  'not-authorized': {
    message: 'The administrator that this service acts as may not change this user’s password.',
    fix: 'Give that administrator the right to reset passwords in the user’s organisational unit, then rotate this user now.',
  },
  'password-refused': {
    message: 'Google refuses the passwords that the policy makes.',
    fix: 'Choose a longer password or more characters in the policy, then rotate this user now.',
  },
  'input-refused': {
    message: 'Google calls the change invalid, and does not say why.',
    fix: 'Look at the user in the Admin console, then rotate this user now.',
  },
  'user-not-ready': { message: 'Google is still creating this user.', ...BY_ITSELF },
  'user-busy': { message: 'Something else is changing this user at Google.', ...BY_ITSELF },
  'quota-exceeded': { message: 'Google allows no more calls for the moment.', ...BY_ITSELF },
  'sign-in-limited': {
    message: 'Google will not sign this service in at the moment.',
    ...BY_ITSELF,
  },
  'daily-quota-exceeded': { message: 'Google allows no more calls today.', ...BY_ITSELF },
  'google-unavailable': { message: 'Google could not carry it out just then.', ...BY_ITSELF },
  'no-answer': {
    message:
      'Google did not answer in time, so it may hold the new password already. Both are recorded.',
    fix: 'Nothing: it is tried again by itself, or as soon as the password is read.',
    fixIfParked: ROTATE_NOW,
  },
  'record-unreadable': {
    message:
      'The record of this user cannot be read: it was changed by hand, or written by a newer release. Nothing of it is told or changed.',
    fix: 'Tell whoever runs this service. Its manual says how to restore a record.',
  },
  'platform-failed': {
    message: 'This service could not do it: its own store or its key failed for this user.',
    ...BY_ITSELF,
  },
};

export const ACCOUNT_FAILURES_IN_ENGLISH: AccountFailureTexts = {
  byCode: BY_CODE,
  connection: {
    message: 'The connection to Google does not work.',
    fix: 'See the checks of the connection: they say what to mend.',
  },
  unknown: {
    message: 'It failed for a reason that this release does not know.',
    fix: ROTATE_NOW,
  },
};

type Failed = { readonly code: string; readonly status: AccountStatus | 'unreadable' };

/** The English text of an account's `lastFailure.code`, as the API gives it. */
export const accountFailureText = (failed: Failed): FailureText =>
  failureTextIn(ACCOUNT_FAILURES_IN_ENGLISH, failed);

/** The text of an account's `lastFailure.code` in the language of these texts; there always is one. */
export function failureTextIn(texts: AccountFailureTexts, { code, status }: Failed): FailureText {
  const { message, fix, fixIfParked = fix } = textOfCode(texts, code);
  return { message, fix: status === 'parked' ? fixIfParked : fix };
}

function textOfCode(texts: AccountFailureTexts, code: string): AccountFailureText {
  const byCode: Readonly<Partial<Record<string, AccountFailureText>>> = texts.byCode;
  const classes: Readonly<Partial<Record<string, string>>> = GOOGLE_FAILURES;
  if (Object.hasOwn(byCode, code)) return byCode[code] ?? texts.unknown;
  return Object.hasOwn(classes, code) && classes[code] === 'tenant'
    ? texts.connection
    : texts.unknown;
}
