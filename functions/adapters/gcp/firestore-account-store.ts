import { type DocumentSnapshot } from '@google-cloud/firestore';
import { type Account, passwordCreatedAt, passwordOf, type UserId } from '../../domain/account';
import { countBehind } from '../../domain/devices/devices-behind';
import { ACCOUNT_DATE_NAMES, ACCOUNT_DATES } from '../../domain/passwords/account-dates';
import { dueAt, unfinishedAt } from '../../domain/passwords/due-dates';
import { proofStanding, provedAt, unprovedAt } from '../../domain/passwords/proof-dates';
import { type EpochMs } from '../../domain/time';
import { type AccountStore } from '../../ports/account-store';
import { readable } from '../found-accounts';
import { storedAccount } from '../stored-current';
import { readAccount } from '../stored-document';
import {
  accountQueries,
  addressSearch,
  type AskAccounts,
  foundIn,
} from './firestore-account-queries';
import { type CallFirestore } from './firestore-client';
import { datedQueries } from './firestore-dated-queries';
import { dueQueries } from './firestore-due-queries';
import { proofQueries } from './firestore-proof-queries';
import { type DocumentForm, documentTransactions } from './firestore-transaction';
import { workspaceQueries } from './firestore-workspace-queries';
import { runTransaction } from './run-transaction';

const ACCOUNTS = 'accounts';

/**
 * Accounts as documents of the collection `accounts`, by user ID. Queries are strongly consistent as well.
 */
export function firestoreAccountStore(call: CallFirestore): AccountStore {
  const transact = documentTransactions(call);
  const ask = asking(call);
  return {
    read: async (id) => {
      const snapshot = await ask.get(id);
      return snapshot && accountIn(snapshot);
    },

    readMany: async (ids) => {
      if (ids.length === 0) return { accounts: [], unreadable: [] };
      const snapshots = await call('get', (database) =>
        database.getAll(...[...new Set(ids)].map((id) => database.doc(pathOf(id)))),
      );
      return foundIn(snapshots.filter(({ exists }) => exists));
    },

    transact: (id, step) => transact(accountForm(id), step),

    putOff: (id, until, what = 'due') =>
      call('transaction', (database, givenUp) =>
        runTransaction(database, givenUp, async (transaction) => {
          const snapshot = await transaction.get(database.doc(pathOf(id)));
          givenUp.throwIfAborted();
          if (!snapshot.exists || readable(snapshot.ref.path, snapshot.data())) return;
          transaction.update(snapshot.ref, PUT_OFF[what](until));
        }),
      ),

    eraseTraces: () => Promise.resolve(), // nothing of an earlier version is within reach

    ...accountQueries(ask),
    ...dueQueries(ask),
    ...proofQueries(ask),
    ...datedQueries(ask),
    ...workspaceQueries(ask),
  };
}

/** The fields that find an unreadable record, as they are once it is put off. */
const PUT_OFF = {
  due: (until: EpochMs) => ({ dueAt: until, unfinishedAt: until }),
  proof: (until: EpochMs) => ({ unprovedAt: until, provedAt: null }),
};

const asking = (call: CallFirestore): AskAccounts => ({
  get: async (id) => {
    const snapshot = await call('get', (database) => database.doc(pathOf(id)).get());
    return snapshot.exists ? snapshot : undefined;
  },
  find: async (narrow) =>
    (await call('query', (database) => narrow(database.collection(ACCOUNTS)).get())).docs,
  count: async (narrow) => {
    const counted = await call('count', (database) =>
      narrow(database.collection(ACCOUNTS)).count().get(),
    );
    return counted.data().count;
  },
  sum: async (narrow, field) => {
    const { AggregateField } = await import('@google-cloud/firestore'); // with the client, at the first call
    const summed = await call('count', (database) =>
      narrow(database.collection(ACCOUNTS))
        .aggregate({ sum: AggregateField.sum(field) })
        .get(),
    );
    return summed.data().sum;
  },
});

const pathOf = (id: UserId): string => `${ACCOUNTS}/${id}`;

const accountIn = (snapshot: DocumentSnapshot): Account | undefined =>
  snapshot.exists ? readAccount(snapshot.ref.path, snapshot.data()) : undefined;

/** The stored form of an account: the account itself and the fields for queries. */
const accountForm = (id: UserId): DocumentForm<Account | undefined, Account> => ({
  path: pathOf(id),
  read: accountIn,
  fields: (account, current) => ({
    ...storedAccount(account),
    addressSearch: addressSearch(account),
    dueAt: dueAt(account),
    unfinishedAt: unfinishedAt(account),
    passwordCreatedAt: passwordCreatedAt(account),
    passwordOf: passwordOf(account),
    unprovedAt: unprovedAt(account),
    provedAt: provedAt(account),
    proofStanding: proofStanding(account),
    isDrifted: account.drift ? true : undefined,
    devicesBehind: countBehind(account) || undefined,
    ...Object.fromEntries(ACCOUNT_DATE_NAMES.map((name) => [name, ACCOUNT_DATES[name](account)])),
    revision: (current?.revision ?? 0) + 1,
  }),
});
