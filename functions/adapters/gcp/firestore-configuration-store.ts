import { type DocumentSnapshot } from '@google-cloud/firestore';
import {
  type Configuration,
  DEFAULT_CONFIGURATION,
} from '../../domain/configuration/configuration';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { readConfiguration } from '../stored-document';
import { storedPolicy } from '../stored-policy';
import { type CallFirestore } from './firestore-client';
import { type DocumentForm, documentTransactions } from './firestore-transaction';

const PATH = 'configuration/current';

const read = (snapshot: DocumentSnapshot): Configuration =>
  snapshot.exists ? readConfiguration(PATH, snapshot.data()) : DEFAULT_CONFIGURATION;

const FORM: DocumentForm<Configuration, Configuration> = {
  path: PATH,
  read,
  fields: (configuration) => ({ ...configuration, policy: storedPolicy(configuration.policy) }),
};

/**
 * The configuration as the document `configuration/current`. A missing document is the default
 * configuration.
 */
export function firestoreConfigurationStore(call: CallFirestore): ConfigurationStore {
  const transact = documentTransactions(call);
  return {
    read: async () => read(await call('get', (database) => database.doc(PATH).get())),
    transact: (step) => transact(FORM, step),
  };
}
