import { type Account, userId } from '../domain/account';
import { type FoundAccounts, type UnreadableRecord } from '../ports/account-store';
import { UnreadableDocument } from './document-reader';
import { readAccount } from './stored-document';

/** One account record as a store returns it, not yet parsed. */
export type StoredRecord = {
  readonly path: string;
  readonly id: string;
  readonly document: unknown;
  /** The address stored beside the document, if it is text. */
  readonly address: unknown;
};

/** The accounts in these records, in the same order. Unreadable records are reported separately. */
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

/** Like `readAccount`, but returns `undefined` for an unreadable document. */
export function readable(path: string, document: unknown): Account | undefined {
  try {
    return readAccount(path, document);
  } catch (error) {
    if (error instanceof UnreadableDocument) return undefined;
    throw error;
  }
}
