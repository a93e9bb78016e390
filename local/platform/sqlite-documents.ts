import { type SQLInputValue } from 'node:sqlite';
import { parseJson } from '../../functions/adapters/http/parse-json';
import { SCHEMA_VERSION } from '../../functions/adapters/document-reader';
import { type Step, type WriteOptions } from '../../functions/ports/account-store';
import { type Prepare, type SqliteDatabase } from './sqlite-database';
import { putEvents } from './sqlite-events';

/** A table of JSON documents. The first column is the key, the last one is the document. */
export type DocumentTable<Document> = {
  readonly name: string;
  readonly key: string;
  /** The columns in between: copies for searching and ordering. */
  readonly copies?: (document: Document) => readonly SQLInputValue[];
  readonly read: (path: string, data: unknown) => Document;
  /** How the table is written; absent: each write waits for the disk. */
  readonly options?: WriteOptions;
};

export function storedIn<Document>(
  table: DocumentTable<Document>,
  prepare: Prepare,
  of: string | number,
): Document | undefined {
  const { name, key, read } = table;
  const row = prepare(`SELECT document FROM ${name} WHERE ${key} = ?`).get(of);
  if (row === undefined) return undefined;
  const { path, data } = documentAt(table, String(of), row);
  return read(path, data);
}

/** Where a row's document is, and its content. A document that is not JSON reads as `undefined`. */
export const documentAt = (
  { name }: Pick<DocumentTable<unknown>, 'name'>,
  of: string,
  row: Readonly<Record<string, unknown>>,
): { readonly path: string; readonly data: unknown } => ({
  path: `${name}/${of}`,
  data: parseJson(String(row['document'])),
});

export function putInto<Document extends object>(
  { name, copies }: Pick<DocumentTable<Document>, 'name' | 'copies'>,
  prepare: Prepare,
  of: string | number,
  document: Document,
): void {
  const text = JSON.stringify({ ...document, schemaVersion: SCHEMA_VERSION });
  const values = [of, ...(copies?.(document) ?? []), text];
  const places = values.map(() => '?').join(', ');
  prepare(`INSERT OR REPLACE INTO ${name} VALUES (${places})`).run(...values);
}

/** Like `AccountStore.transact`, for one document. */
export const transactOn = <Document extends object, Result>(
  database: SqliteDatabase,
  table: DocumentTable<Document>,
  of: string | number,
  step: (document: Document | undefined) => Step<Document, Result>,
): Promise<Result> =>
  database.write((prepare) => {
    const { write, events, result } = step(storedIn(table, prepare, of));
    if (write === null) prepare(`DELETE FROM ${table.name} WHERE ${table.key} = ?`).run(of);
    else if (write !== undefined) putInto(table, prepare, of, write);
    putEvents(prepare, events);
    return result;
  }, table.options);
