import { describeConfigurationStore } from '../contracts/configuration-store.contract';
import { type Stores } from '../contracts/sample-documents';
import { MemoryConfigurationStore } from './memory-configuration-store';
import { MemoryAccountStore } from './memory-account-store';

describeConfigurationStore('memory', () => {
  const configurations = new MemoryConfigurationStore();
  const stores: Stores = {
    configurations,
    accounts: new MemoryAccountStore(),
    outbox: {
      pending: (limit) => Promise.resolve(configurations.events.slice(0, limit)),
      unreadable: () => Promise.resolve([]),
      remove: () => Promise.resolve(),
    },
  };
  return Promise.resolve(stores);
});
