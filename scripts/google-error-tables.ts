import { GOOGLE_FAILURES, type GoogleFailureCode } from '../functions/domain/google-failure';
import { verificationText } from '../functions/domain/configuration/verification-texts';
import {
  DIRECTORY_ERRORS,
  type GoogleErrorRow,
  HTML_PAGE,
  TOKEN_ERRORS,
} from '../test/fixtures/google-errors';
import { OWN_ERRORS } from '../test/fixtures/google-own-errors';
import { markdownTable } from './markdown-table';

/** The possible answers of the Directory API: the same rows that the tests send through the adapter. */
export const directoryErrorTable = (): string =>
  markdownTable(
    ['HTTP', 'reason', 'message', 'code', 'effect on the password', 'source'],
    DIRECTORY_ERRORS.map((row) => [
      ...answerCells(row),
      `\`${row.code}\``,
      row.definite ? 'not set' : 'may be set',
      row.source,
    ]),
  );

/** The possible answers of the token endpoint. */
export const tokenErrorTable = (): string =>
  markdownTable(
    ['HTTP', 'error', 'error_description', 'code', 'source'],
    TOKEN_ERRORS.map((row) => [...answerCells(row), `\`${row.code}\``, row.source]),
  );

/** The answers to a listing by a service account that acts as itself: the same rows as in the tests. */
export const ownErrorTable = (): string =>
  markdownTable(
    ['HTTP', 'reason', 'message', 'code', 'source'],
    OWN_ERRORS.map(({ status, reason, message, code, source }) => [
      String(status),
      `\`${reason}\``,
      message,
      `\`${code}\``,
      source,
    ]),
  );

/** The closed list of codes, with the text that an administrator sees. */
export function failureCodeTable(): string {
  const codes = Object.keys(GOOGLE_FAILURES) as GoogleFailureCode[];
  return markdownTable(
    ['code', 'concerns', 'message to the administrator', 'fix'],
    codes.map((code) => {
      const { message, fix } = verificationText(code, isOfOwnRole(code) ? OWN_EXAMPLE : EXAMPLE);
      return [`\`${code}\``, GOOGLE_FAILURES[code], message, fix];
    }),
  );
}

const CREDENTIAL = {
  kind: 'keyless',
  serviceAccount: 'passwords@example-project.iam.gserviceaccount.com',
  clientId: '104729130363000000002',
} as const;
const EXAMPLE = { adminUsername: 'admin@example.com', credential: CREDENTIAL };
const OWN_EXAMPLE = { customerId: 'C01abc2de', credential: CREDENTIAL };

/** These occur only without delegation. */
const isOfOwnRole = (code: GoogleFailureCode): boolean => /^(role|customer)-/.test(code);

function answerCells({ status, reason, message, body }: GoogleErrorRow): string[] {
  const shown = body === HTML_PAGE ? '(a page of HTML)' : message || '(empty)';
  return [String(status), reason === undefined ? '(not JSON)' : `\`${reason}\``, shown];
}
