import { type SQLInputValue } from 'node:sqlite';
import { foundAccounts, readable } from '../../functions/adapters/found-accounts';
import { parseJson } from '../../functions/adapters/http/parse-json';
import { SCHEMA_VERSION } from '../../functions/adapters/document-reader';
import { storedAccount } from '../../functions/adapters/stored-current';
import { readAccount } from '../../functions/adapters/stored-document';
import {
  type Account,
  passwordCreatedAt,
  passwordOf,
  type UserId,
} from '../../functions/domain/account';
import { countBehind } from '../../functions/domain/devices/devices-behind';
import { ACCOUNT_DATES } from '../../functions/domain/passwords/account-dates';
import { dueAt, unfinishedAt } from '../../functions/domain/passwords/due-dates';
import { proofStanding, provedAt, unprovedAt } from '../../functions/domain/passwords/proof-dates';
import { type FoundAccounts } from '../../functions/ports/account-store';
import { type Prepare } from './sqlite-database';

export type Row = Readonly<Record<string, unknown>>;

const PATH = 'accounts';

/** The parsed document, or `undefined` if it is not JSON. */
const documentIn = (row: Row): unknown => parseJson(String(row['document']));

/** The account in a row. Throws an `UnreadableDocument`. */
export const accountIn = (row: Row): Account => readAccount(PATH, documentIn(row));

export const isReadable = (row: Row): boolean => readable(PATH, documentIn(row)) !== undefined;

/** The columns that `accountsIn` needs. */
export const FOUND = 'user_id, address, document';

/** The accounts in these rows, with unreadable ones listed separately. */
export const accountsIn = (rows: readonly Row[]): FoundAccounts =>
  foundAccounts(
    rows.map((row) => ({
      path: PATH,
      id: String(row['user_id']),
      address: row['address'],
      document: documentIn(row),
    })),
  );

/** The columns beside the document: copies for searching and ordering. */
const copiesOf = (account: Account): Readonly<Record<string, SQLInputValue>> => ({
  address: account.primaryEmail.toLowerCase(),
  status: account.status,
  due_at: dueAt(account) ?? null,
  unfinished_at: unfinishedAt(account) ?? null,
  retry_at: account.retryAt ?? null,
  failed_at: account.lastFailure?.at ?? null,
  password_created_at: passwordCreatedAt(account) ?? null,
  password_of: passwordOf(account) ?? null,
  org_unit: account.orgUnitPath ?? null,
  gone_since: account.goneSince ?? null,
  unproved_at: unprovedAt(account) ?? null,
  proved_at: provedAt(account) ?? null,
  proof_standing: proofStanding(account) ?? null,
  drifted_at: account.drift?.at ?? null,
  devices_behind: countBehind(account) || null,
  asked_at: ACCOUNT_DATES.rotationAskedAt(account) ?? null,
  held_turn: ACCOUNT_DATES.heldTurn(account) ?? null,
  kept_since: ACCOUNT_DATES.keptSince(account) ?? null,
  unannounced_turn: ACCOUNT_DATES.unannouncedTurn(account) ?? null,
});

/**
 * Overwrites the row that was read. SQLite rewrites the index of every column that an update names, changed
 * or not, so the update names only changed columns. Returns the document's text.
 */
export function putAccount(
  prepare: Prepare,
  id: UserId,
  account: Account,
  before: Row | undefined,
): string {
  const document = JSON.stringify({ ...storedAccount(account), schemaVersion: SCHEMA_VERSION });
  const copies = Object.entries(copiesOf(account));
  const changed = copies.filter(([name, value]) => before?.[name] !== value);
  const values = [document, ...changed.map(([, value]) => value), id];
  if (before) {
    const set = changed.map(([name]) => `, ${name} = ?`).join('');
    prepare(`UPDATE accounts SET document = ?${set} WHERE user_id = ?`).run(...values);
  } else {
    const names = changed.map(([name]) => `${name}, `).join('');
    const places = '?, '.repeat(changed.length);
    prepare(`INSERT INTO accounts (document, ${names}user_id) VALUES (?, ${places}?)`).run(
      ...values,
    );
  }
  return document;
}
