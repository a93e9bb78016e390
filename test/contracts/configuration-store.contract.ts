import { type ConfigurationStore } from '../../functions/ports/configuration-store';
import { event, fullConfiguration, type NewStores, type Stores } from './sample-documents';

const NOTHING_SAVED = {
  policy: {
    length: 24,
    alphabet: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.!@#$%&*+=?',
    periodDays: 30,
    window: null,
    paused: false,
    orgUnitPaths: [],
    retryBudget: 5,
    firstWave: { size: 10, stopAtFailedShare: 0.5 },
    proveEveryDays: 30,
    proofWindow: null,
    onDrift: 'report',
    selfService: { enabled: false, rotationsPerDay: 3 },
    holdForDevices: 0,
    announceHours: 0,
    retentionHours: 0,
    style: 'characters',
    overrides: [],
    autoIssueOrgUnitPaths: [],
  },
  retiredKeyVersions: [],
  revision: 0,
};

/** The contract of every `ConfigurationStore`, with the outbox that its transactions write to. */
export function describeConfigurationStore(name: string, newStores: NewStores): void {
  describe(`ConfigurationStore: ${name}`, () => {
    let stores: Stores;
    let configurations: ConfigurationStore;
    beforeEach(async () => {
      stores = await newStores();
      configurations = stores.configurations;
    });

    test('before anything was saved it is the default', async () => {
      expect(await configurations.read()).toStrictEqual(NOTHING_SAVED);
      expect(
        await configurations.transact((configuration) => ({ result: configuration })),
      ).toStrictEqual(NOTHING_SAVED);
    });

    test('reads back every field, the revision as the step wrote it', async () => {
      await configurations.transact(() => ({ write: fullConfiguration, result: undefined }));
      expect(await configurations.read()).toStrictEqual(fullConfiguration);
      expect((await configurations.read()).revision).toBe(41);
    });

    test('reads back a connection that acts as the service account itself', async () => {
      const { credential } = fullConfiguration.connection!;
      const own = { ...fullConfiguration, connection: { customerId: 'C01abc2de', credential } };
      await configurations.transact(() => ({ write: fullConfiguration, result: undefined }));
      await configurations.transact(() => ({ write: own, result: undefined }));
      expect(await configurations.read()).toStrictEqual(own);
    });

    test('a field that a later write leaves out is gone', async () => {
      await configurations.transact(() => ({ write: fullConfiguration, result: undefined }));
      await configurations.transact(({ connection, verification, ...rest }) => ({
        write: rest,
        result: [connection, verification],
      }));
      const read = await configurations.read();
      expect(read).not.toHaveProperty('connection');
      expect(read).not.toHaveProperty('verification');
      expect(read.updatedBy).toBe('system-management@example.com');
    });

    test('a step without `write` leaves it as it is, and its events are still written', async () => {
      await configurations.transact(() => ({ write: fullConfiguration, result: undefined }));
      const told = await configurations.transact(({ revision }) => ({
        events: [event('e1', 5, { type: 'configuration.failing' })],
        result: revision,
      }));
      expect(told).toBe(41);
      expect(await configurations.read()).toStrictEqual(fullConfiguration);
      expect(await stores.outbox.pending(10)).toStrictEqual([
        { id: 'e1', type: 'configuration.failing', at: 5 },
      ]);
    });

    test('`write: null` sets it back to the default', async () => {
      await configurations.transact(() => ({ write: fullConfiguration, result: undefined }));
      await configurations.transact(() => ({
        write: null,
        events: [event('e1', 5, { type: 'configuration.changed' })],
        result: undefined,
      }));
      expect(await configurations.read()).toStrictEqual(NOTHING_SAVED);
      expect(await stores.outbox.pending(10)).toHaveLength(1);
    });

    test('a step that throws writes nothing, and its very error comes through', async () => {
      const bug = new RangeError('in the step');
      const failed = configurations.transact(() => {
        throw bug;
      });
      await expect(failed).rejects.toBe(bug);
      expect(await configurations.read()).toStrictEqual(NOTHING_SAVED);
    });

    test('20 concurrent increments lose none', async () => {
      const increment = (): Promise<number> =>
        configurations.transact((configuration) => {
          const revision = configuration.revision + 1;
          return {
            write: { ...configuration, revision },
            events: [event(`e${revision}`, revision)],
            result: revision,
          };
        });
      const told = await Promise.all(Array.from({ length: 20 }, increment));
      const oneToTwenty = Array.from({ length: 20 }, (_, index) => index + 1);
      expect(told.toSorted((a, b) => a - b)).toStrictEqual(oneToTwenty);
      expect((await configurations.read()).revision).toBe(20);
      expect((await stores.outbox.pending(100)).map(({ at }) => at)).toStrictEqual(oneToTwenty);
    });
  });
}
