import { randomUUID } from 'node:crypto';
import { firestoreAccountStore } from '../../functions/adapters/gcp/firestore-account-store';
import {
  firestoreClient,
  type FirestoreOptions,
} from '../../functions/adapters/gcp/firestore-client';
import { firestoreConfigurationStore } from '../../functions/adapters/gcp/firestore-configuration-store';
import { firestoreOutbox } from '../../functions/adapters/gcp/firestore-outbox';
import { noCredentials } from '../../functions/adapters/gcp/google-credentials';
import { type AccountStores } from '../contracts/account-store.contract';
import { type OutboxStores } from '../contracts/outbox.contract';

/** Where `npm run test:emulator` started the emulator. */
export const EMULATOR =
  process.env['FIRESTORE_EMULATOR_HOST'] ?? 'FIRESTORE_EMULATOR_HOST-is-not-set';

// The library prefers this variable to its arguments, and would bypass a test's proxy.
delete process.env['FIRESTORE_EMULATOR_HOST'];

type Client = ReturnType<typeof firestoreClient>;
const clients: Client[] = [];

/** A client of the emulator. The caller disposes it. */
export function openDatabase(projectId: string, more: Partial<FirestoreOptions> = {}): Client {
  return firestoreClient({
    projectId,
    databaseId: '(default)',
    emulatorHost: EMULATOR,
    credentials: noCredentials,
    ...more,
  });
}

/** The emulator keeps a database for each project id, so a new id has an empty one. */
export const newProject = (): string => `test-${randomUUID()}`;

export const storesOf = (client: Client): AccountStores & OutboxStores => ({
  accounts: firestoreAccountStore(client),
  configurations: firestoreConfigurationStore(client),
  outbox: firestoreOutbox(client),
  spoil: (id) =>
    client('spoil', (database) => database.doc(`accounts/${id}`).update({ candidates: 'spoilt' })),
  spoilEvent: (id) =>
    client('spoil', (database) => database.doc(`outbox/${id}`).update({ type: 'spoilt' })),
});

/** `closeDatabases` closes these. */
export function emptyStores(): Promise<AccountStores & OutboxStores> {
  const client = openDatabase(newProject());
  clients.push(client);
  return Promise.resolve(storesOf(client));
}

export async function closeDatabases(): Promise<void> {
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
}
