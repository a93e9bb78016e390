import { describeAccountStore } from '../contracts/account-store.contract';
import { describeConfigurationStore } from '../contracts/configuration-store.contract';
import { describeOutbox } from '../contracts/outbox.contract';
import { closeDatabases, emptyStores } from './empty-database';

afterAll(closeDatabases);

describeAccountStore('Firestore', emptyStores);
describeConfigurationStore('Firestore', emptyStores);
describeOutbox('Firestore', emptyStores);
