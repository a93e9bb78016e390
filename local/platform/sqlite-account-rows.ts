import { type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
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

/** The account in a document's text. Throws an `UnreadableDocument`. */
export const accountIn = (document: unknown): Account =>
  readAccount(PATH, parseJson(String(document)));

export const isReadable = (document: unknown): boolean =>
  readable(PATH, parseJson(String(document))) !== undefined;

/** The columns that `accountsIn` needs. */
export const FOUND = 'user_id, address, document';

/** The accounts in these rows, with unreadable ones listed separately. */
export const accountsIn = (rows: readonly Row[]): FoundAccounts =>
  foundAccounts(
    rows.map((row) => ({
      path: PATH,
      id: String(row['user_id']),
      address: row['address'],
      document: parseJson(String(row['document'])), // `undefined` if it is not JSON
    })),
  );

/** A column beside the document: a copy for searching and ordering. */
type Copy = readonly [name: string, of: (account: Account) => SQLInputValue];

const COPIES: readonly Copy[] = [
  ['address', ({ primaryEmail }) => primaryEmail.toLowerCase()],
  ['status', ({ status }) => status],
  ['due_at', (account) => dueAt(account) ?? null],
  ['unfinished_at', (account) => unfinishedAt(account) ?? null],
  ['retry_at', ({ retryAt }) => retryAt ?? null],
  ['failed_at', ({ lastFailure }) => lastFailure?.at ?? null],
  ['password_created_at', (account) => passwordCreatedAt(account) ?? null],
  ['password_of', (account) => passwordOf(account) ?? null],
  ['org_unit', ({ orgUnitPath }) => orgUnitPath ?? null],
  ['gone_since', ({ goneSince }) => goneSince ?? null],
  ['unproved_at', (account) => unprovedAt(account) ?? null],
  ['proved_at', (account) => provedAt(account) ?? null],
  ['proof_standing', (account) => proofStanding(account) ?? null],
  ['drifted_at', ({ drift }) => drift?.at ?? null],
  ['devices_behind', (account) => countBehind(account) || null],
  ['asked_at', (account) => ACCOUNT_DATES.rotationAskedAt(account) ?? null],
  ['held_turn', (account) => ACCOUNT_DATES.heldTurn(account) ?? null],
  ['freed_at', ({ freedAt }) => freedAt ?? null],
  ['kept_since', (account) => ACCOUNT_DATES.keptSince(account) ?? null],
  ['unannounced_turn', (account) => ACCOUNT_DATES.unannouncedTurn(account) ?? null],
];

/** A whole row: the document, then the copies. An array is made faster than an object with 20 names. */
export type WholeRow = readonly [document: SQLOutputValue, ...copies: SQLOutputValue[]];

const WHOLE_ROW = `SELECT ${['document', ...COPIES.map(([name]) => name)].join(', ')} FROM accounts WHERE user_id = ?`;

export function wholeRow(prepare: Prepare, id: UserId): WholeRow | undefined {
  const statement = prepare(WHOLE_ROW);
  statement.setReturnArrays(true); // Node's type of `get` knows objects only
  return statement.get(id) as unknown as WholeRow | undefined;
}

/**
 * Overwrites the row that was read. SQLite rewrites the index of every column that an update names, changed
 * or not, so the update names only changed columns. Returns the document's text.
 */
export function putAccount(
  prepare: Prepare,
  id: UserId,
  account: Account,
  before: WholeRow | undefined,
): string {
  const document = JSON.stringify({ ...storedAccount(account), schemaVersion: SCHEMA_VERSION });
  const values: SQLInputValue[] = [document];
  let set = '';
  let names = '';
  for (const [index, [name, copyOf]] of COPIES.entries()) {
    const value = copyOf(account);
    if (value === (before?.[index + 1] ?? null)) continue;
    values.push(value);
    set += `, ${name} = ?`;
    names += `, ${name}`;
  }
  const places = ', ?'.repeat(values.length);
  const sql = before
    ? `UPDATE accounts SET document = ?${set} WHERE user_id = ?`
    : `INSERT INTO accounts (document${names}, user_id) VALUES (?${places})`;
  prepare(sql).run(...values, id);
  return document;
}
