import { type Account, userId } from '../domain/account';
import { type FoundAccounts, type UnreadableRecord } from '../ports/account-store';
import { readAccount, UnreadableDocument } from './stored-document';

/** One account's record as a store has it, to be read. */
export type StoredRecord = {
  readonly path: string;
  readonly id: string;
  readonly document: unknown;
  /** The address as it is stored beside the document, if it is text. */
  readonly address: unknown;
};

/** The accounts in these records, in their order; a record that can't be read is told apart. */
export function foundAccounts(records: readonly StoredRecord[]): FoundAccounts {
  const accounts: Account[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const { path, id, document, address } of records) {
    const account = readable(path, document);
    if (account) accounts.push(account);
    else {
      const primaryEmail = typeof address === 'string' ? { primaryEmail: address } : {};
      unreadable.push({ userId: userId(id), ...primaryEmail });
    }
  }
  return { accounts, unreadable };
}

/** As `readAccount`, but undefined for what can't be read. */
export function readable(path: string, document: unknown): Account | undefined {
  try {
    return readAccount(path, document);
  } catch (error) {
    if (error instanceof UnreadableDocument) return undefined;
    throw error;
  }
}
