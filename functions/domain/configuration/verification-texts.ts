import { type GoogleFailureCode } from '../google-failure';
import { type Connection, isDelegated, serviceAccountOf as account } from './configuration';
import { DELEGATED_TEXTS } from './delegated-texts';
import { OWN_TEXTS } from './own-texts';
import {
  ADMIN_USERS,
  project,
  projectQuery,
  quotas,
  serviceAccounts,
  type TextTable,
  type VerificationText,
} from './verification-text';

const NEW_KEY =
  'In the Google Cloud console, create a new JSON key for the service account. Then choose that file here and save.';
const CHECK_AGAIN = 'Nothing to change. Check again in a few minutes.';

/** Codes that say the same whomever we act as. */
type GeneralCode = Exclude<GoogleFailureCode, keyof typeof DELEGATED_TEXTS>;

/** Texts that are the same whomever we act as. */
const GENERAL_TEXTS = {
  'key-unreadable': () => ({
    message: 'The stored key is missing, disabled or unreadable.',
    fix: NEW_KEY,
  }),
  'key-rejected': (connection) => ({
    message:
      'Google does not accept signatures made with this key. The key was deleted or disabled at Google, or it belongs to another service account.',
    fix: NEW_KEY,
    url: serviceAccounts(connection),
  }),
  'service-account-gone': (connection) => ({
    message: `Google finds no service account ${account(connection)}. The account was deleted, or the key file was edited.`,
    fix: 'Restore the service account in the Google Cloud console (possible for 30 days). Or create a new one with a key, authorise it (step 2), choose its key file here and save.',
    url: serviceAccounts(connection),
  }),
  'client-disabled': (connection) => ({
    message: `The service account ${account(connection)} is disabled at Google, so it cannot sign in.`,
    fix: 'Enable the service account in the Google Cloud console, then check again.',
    url: serviceAccounts(connection),
  }),
  'clock-skewed': () => ({
    message:
      'This service’s clock differs from Google’s by more than five minutes, so Google rejects its signatures.',
    fix: 'Set the clock of the machine that runs the service, preferably by NTP.',
  }),
  'signing-refused': (connection) => ({
    message: `Google refused to sign for the service account ${account(connection)}.`,
    fix: 'Grant this service’s own account the role Service Account Token Creator on that service account, and enable the IAM Service Account Credentials API in its project.',
    url: serviceAccounts(connection),
  }),
  'api-disabled': (connection) => ({
    message: 'The Admin SDK API is not enabled in the project that owns the service account.',
    fix: 'Open the link and click Enable. This takes a few minutes to take effect.',
    url: `https://console.cloud.google.com/apis/library/admin.googleapis.com${projectQuery(connection)}`,
  }),
  'domain-refused': () => ({
    message: 'Google does not let your domain use this API, or does not find the domain.',
    fix: 'Check that the Google Workspace subscription is active and the domain is verified.',
    url: 'https://admin.google.com/ac/billing/subscriptions',
  }),
  'project-refused': (connection) => ({
    message:
      'Google refuses calls from the Google Cloud project that owns the service account. The project is suspended or deleted, has no billing, or this account may not use it.',
    fix: `Open the project in the Google Cloud console. Check that it is neither suspended nor deleted, that billing works, and that ${account(connection)} may use it (role Service Usage Consumer). Then check again.`,
    url: project(connection),
  }),
  'organization-refused': (connection) => ({
    message:
      'A rule of your Google Cloud organisation blocks the call: VPC Service Controls, an organisation policy or an organisation restriction.',
    fix: `Ask the administrator of the Google Cloud organisation to let ${account(connection)} call the Admin SDK API. The audit log of VPC Service Controls names the rule. Then check again.`,
    url: 'https://console.cloud.google.com/security/service-perimeter',
  }),
  'user-not-found': () => ({
    message: 'Google finds no such user.',
    fix: 'Check the address.',
    url: ADMIN_USERS,
  }),
  'user-not-ready': () => ({
    message: 'Google is still creating this user.',
    fix: 'Try again in a minute.',
  }),
  'user-busy': () => ({
    message: 'Another change to this user is in progress at Google.',
    fix: 'Try again in a minute.',
  }),
  'password-refused': () => ({
    message: 'Google refused the password.',
    fix: 'Try again: that generates another one. If the problem persists, set a longer length or more characters in the policy.',
  }),
  'input-refused': () => ({
    message: 'Google rejected the request as invalid.',
    fix: 'Try again. If the problem persists, tell the operator of this service.',
  }),
  'quota-exceeded': (connection) => ({
    message: 'Google accepts no more calls at the moment: a quota is used up.',
    fix: `${CHECK_AGAIN} If the problem persists, request a higher quota for the Admin SDK API.`,
    url: quotas(connection),
  }),
  'sign-in-limited': () => ({
    message: 'Google has temporarily limited this service’s sign-ins: there were too many.',
    fix: `${CHECK_AGAIN} Stored passwords do not change.`,
  }),
  'daily-quota-exceeded': (connection) => ({
    message: 'Google accepts no more calls today: the daily quota is used up.',
    fix: 'Wait until tomorrow, or request a higher quota for the Admin SDK API.',
    url: quotas(connection),
  }),
  'google-unavailable': () => ({
    message: 'Google’s service is temporarily unavailable.',
    fix: CHECK_AGAIN,
    url: 'https://www.google.com/appsstatus/dashboard/',
  }),
  'no-answer': () => ({
    message: 'Google gave no readable answer, so the result is not known yet.',
    fix: `${CHECK_AGAIN} If the problem persists, check that the service can reach oauth2.googleapis.com and admin.googleapis.com.`,
  }),
} satisfies TextTable<GeneralCode>;

/**
 * The text of a code, for a connection. A verification shows it beside a check that is not ok. A code without
 * a text does not compile. The page has the same texts in French.
 */
export function verificationText(
  code: GoogleFailureCode,
  connection: Connection,
): VerificationText {
  return isDelegated(connection)
    ? { ...GENERAL_TEXTS, ...DELEGATED_TEXTS }[code](connection)
    : { ...GENERAL_TEXTS, ...OWN_TEXTS }[code](connection);
}
