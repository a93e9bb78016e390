import {
  openCircuit,
  rightFound,
  rightStillMissing,
} from '../../../functions/domain/configuration/circuit';
import { type Configuration } from '../../../functions/domain/configuration/configuration';
import { DEFAULT_POLICY } from '../../../functions/domain/configuration/policy';
import { epochMs } from '../../../functions/domain/time';
import { MemoryConfigurationStore } from '../../fakes/memory-configuration-store';

// What the calls of a former connection show changes nothing of the one that was saved after it.

const NOW = epochMs(1767225900000);

const connected = (at: number): Configuration => ({
  connection: {
    customerId: 'C03simu1a',
    credential: { kind: 'keyless', serviceAccount: 'a@b.iam.gserviceaccount.com', clientId: '1' },
  },
  connectedAt: epochMs(at),
  policy: DEFAULT_POLICY,
  retiredKeyVersions: [],
  revision: 1,
});

/** A connection that Google refuses updates. */
const withoutRight = (at: number): Configuration => ({
  ...connected(at),
  verification: {
    state: 'failing',
    checkedAt: epochMs(at),
    links: [{ id: 'role', state: 'failing', code: 'not-authorized' }],
  },
});

const FORMER = withoutRight(1767225600000);
const LATER = 1767225700000;
const told = { now: NOW, eventId: 'e' };

test.each<
  [string, Configuration, (store: MemoryConfigurationStore, seen: Configuration) => Promise<void>]
>([
  [
    'a broken connection',
    connected(LATER),
    (store, seen) => openCircuit(store, seen, { code: 'key-rejected' }, told),
  ],
  ['the right, found again', withoutRight(LATER), (store, seen) => rightFound(store, seen, NOW)],
  [
    'the right, still missing',
    withoutRight(LATER),
    (store, seen) => rightStillMissing(store, seen, NOW),
  ],
])('%s', async (_name, present, note) => {
  const store = new MemoryConfigurationStore();
  await store.transact(() => ({ write: present, result: undefined }));
  await note(store, FORMER);
  expect(store.peek()).toStrictEqual(present);
  expect(store.events).toStrictEqual([]);
  await note(store, { ...FORMER, connectedAt: epochMs(LATER) });
  expect(store.peek()).not.toStrictEqual(present);
});
