import { BIND_FAILURE_TEXTS } from '../functions/domain/proofs/bind-failure-texts';
import { LDAP_CODES } from '../test/fixtures/ldap-codes';
import { markdownTable } from './markdown-table';

/** The result codes of a bind: the same rows that the tests send through the adapter. */
export const ldapCodeTable = (): string =>
  markdownTable(
    ['code', 'when', 'outcome', 'source'],
    LDAP_CODES.map(({ code, when, outcome, source }) => [
      when === 'any other code' ? 'others' : String(code),
      when,
      `\`${outcome}\``,
      source,
    ]),
  );

/** Why a bind said nothing of the password, with the text that an administrator sees. */
export const bindFailureTable = (): string =>
  markdownTable(
    ['code', 'message', 'fix'],
    Object.entries(BIND_FAILURE_TEXTS).map(([code, { message, fix }]) => [
      `\`${code}\``,
      message,
      fix,
    ]),
  );
