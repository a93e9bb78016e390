import { type DocumentSnapshot } from '@google-cloud/firestore';
import { type Account, type UserId } from '../../domain/account';
import { type AccountStore } from '../../ports/account-store';
import { readAccount } from '../stored-document';
import { accountQueries, addressSearch, type AskAccounts } from './firestore-account-queries';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

const ACCOUNTS = 'accounts';

/** Accounts as documents of the collection `accounts`, each under its user id. Queries are strongly consistent too. */
export function firestoreAccountStore(call: CallFirestore): AccountStore {
  const transact = documentTransactions(call);
  const ask: AskAccounts = {
    read: async (id) =>
      accountIn(await call('get', (database) => database.collection(ACCOUNTS).doc(id).get())),
    find: async (narrow) => {
      const found = await call('query', (database) => narrow(database.collection(ACCOUNTS)).get());
      return found.docs.flatMap((document) => accountIn(document) ?? []);
    },
    count: async (narrow) => {
      const counted = await call('count', (database) =>
        narrow(database.collection(ACCOUNTS)).count().get(),
      );
      return counted.data().count;
    },
  };
  return {
    read: (id) => ask.read(id),
    transact: (id, step) => transact(accountForm(id), step),
    ...accountQueries(ask),
  };
}

const accountIn = (snapshot: DocumentSnapshot): Account | undefined =>
  snapshot.exists ? readAccount(snapshot.ref.path, snapshot.data()) : undefined;

const accountForm = (id: UserId): DocumentForm<Account | undefined, Account> => ({
  path: `${ACCOUNTS}/${id}`,
  read: accountIn,
  fields: (account, current) => ({
    ...account,
    addressSearch: addressSearch(account),
    revision: (current?.revision ?? 0) + 1,
  }),
});
