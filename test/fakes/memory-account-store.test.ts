import { type AccountStores, describeAccountStore } from '../contracts/account-store.contract';
import { MemoryAccountStore } from './memory-account-store';

describeAccountStore('memory', () => {
  const accounts = new MemoryAccountStore();
  const stores: AccountStores = {
    accounts,
    spoil: (id) => {
      accounts.spoil(id);
      return Promise.resolve();
    },
    outbox: {
      pending: (limit) => {
        const oldestFirst = accounts.events.toSorted(
          (one, other) => one.at - other.at || one.id.localeCompare(other.id),
        );
        return Promise.resolve(oldestFirst.slice(0, limit));
      },
      unreadable: () => Promise.resolve([]),
      remove: () => Promise.resolve(),
    },
    configurations: {
      read: () => Promise.reject(new Error('this store holds accounts only')),
      transact: () => Promise.reject(new Error('this store holds accounts only')),
    },
  };
  return Promise.resolve(stores);
});
