import { type Configuration } from '../../../functions/domain/configuration/configuration';
import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import { disconnect, saveConnection } from '../../../functions/domain/configuration/configure';
import { sweepKeys } from '../../../functions/domain/configuration/retired-keys';
import { Secret } from '../../../functions/domain/secret';
import { DAY_MS, durationMs } from '../../../functions/domain/time';
import { verifyConfiguration } from '../../../functions/domain/configuration/verify-configuration';
import { type ConnectionProbe } from '../../../functions/ports/connection-probe';
import { ManualClock } from '../../fakes/manual-clock';
import { MemoryConfigurationStore } from '../../fakes/memory-configuration-store';
import { MemoryKeyVault } from '../../fakes/memory-key-vault';
import { REFUSED_KEY, vaultProbe } from '../../fakes/vault-probe';

const BY = { by: 'system-management@example.com' };

let clock: ManualClock;
let keys: MemoryKeyVault;
let configurations: MemoryConfigurationStore;
let ids: number;
beforeEach(() => {
  clock = new ManualClock();
  keys = new MemoryKeyVault();
  configurations = new MemoryConfigurationStore();
  ids = 0;
});

const ports = (probe: ConnectionProbe = vaultProbe(keys)) => ({
  configurations,
  keys,
  ldapKeys: new MemoryKeyVault(),
  clock,
  probe,
  newId: () => `id-${(ids += 1)}`,
});
const save = (file = '{}', probe?: ConnectionProbe) =>
  saveConnection(ports(probe), {
    ...BY,
    actsAs: { adminUsername: 'admin@example.com' },
    credential: {
      kind: 'key',
      file: new Secret(file),
      key: {
        clientEmail: 'sa@example.com',
        clientId: '1',
        projectId: 'p',
        keyId: 'k',
        privateKey: new Secret(''),
      },
    },
  });
const changeAdmin = (adminUsername: string, probe?: ConnectionProbe) =>
  saveConnection(ports(probe), {
    ...BY,
    actsAs: { adminUsername },
    credential: { kind: 'stored' },
  });
const states = async (): Promise<string[]> => (await keys.list()).map(({ state }) => state);
const retired = (): string[] =>
  configurations.peek().retiredKeyVersions.map(({ version }) => version);

/** A probe whose first call waits until it is released. */
function heldProbe(): { probe: ConnectionProbe; letGo: () => void } {
  const inner = vaultProbe(keys);
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const probe: ConnectionProbe = {
    signIn: async (connection) => {
      const answer = await inner.signIn(connection);
      await gate;
      return answer;
    },
  };
  return { probe, letGo };
}

describe('a verification', () => {
  it('of a connection that was replaced in the meantime is not recorded', async () => {
    await save(REFUSED_KEY);
    const { probe, letGo } = heldProbe();
    const slow = verifyConfiguration(ports(probe));
    clock.advance(1000);
    await save();
    letGo();
    const told = await slow;
    expect(told).toMatchObject({ configuration: { verification: { state: 'ok' }, revision: 2 } });
    expect(configurations.peek().verification?.state).toBe('ok');
  });

  it('overtaken by a later one does not replace it', async () => {
    await save();
    const { probe, letGo } = heldProbe();
    const stopped: ConnectionProbe = {
      signIn: async (connection) => ({
        ...(await probe.signIn(connection)),
        directory: { kind: 'failed', failure: { code: 'no-answer' } },
      }),
    };
    const backwards = new ManualClock(); // read before the later one, recorded after it
    const slow = verifyConfiguration({ ...ports(stopped), clock: backwards });
    clock.advance(60_000);
    await verifyConfiguration(ports());
    letGo();
    await slow;
    expect(configurations.peek().verification?.state).toBe('ok');
    expect(configurations.events.map(({ type }) => type)).toStrictEqual(['configuration.changed']);
  });

  it('of a connection that is forgotten in the meantime says so', async () => {
    await save();
    const { probe, letGo } = heldProbe();
    const slow = verifyConfiguration(ports(probe));
    await disconnect(ports(), BY);
    letGo();
    expect(await slow).toStrictEqual({ kind: 'not-configured' });
    expect(configurations.peek()).not.toHaveProperty('verification');
  });

  it('that fails leaves the replaced key as it is', async () => {
    await save();
    await save(REFUSED_KEY);
    clock.advance(365 * DAY_MS);
    await verifyConfiguration(ports());
    expect(await states()).toStrictEqual(['enabled', 'enabled']);
    expect(retired()).toStrictEqual(['1']);
  });
});

describe('a key that was replaced', () => {
  it('is disabled by the save that verifies, and destroyed a month later by a sweep', async () => {
    await save();
    await save();
    expect(await states()).toStrictEqual(['disabled', 'enabled']);
    clock.advance(30 * DAY_MS - 1);
    await sweepKeys(ports(), durationMs(30 * DAY_MS));
    expect(await states()).toStrictEqual(['disabled', 'enabled']);
    clock.advance(1);
    await sweepKeys(ports(), durationMs(30 * DAY_MS));
    expect(await states()).toStrictEqual(['destroyed', 'enabled']);
  });

  it('is remembered for a day after it is gone, and then forgotten', async () => {
    await save();
    await save();
    await sweepKeys(ports(), durationMs(0));
    expect([await states(), retired()]).toStrictEqual([['destroyed', 'enabled'], ['1']]);
    clock.advance(DAY_MS);
    await sweepKeys(ports(), durationMs(0));
    expect(retired()).toStrictEqual([]);
  });

  it('does not make every sweep write', async () => {
    await save();
    await save();
    const before: Configuration = configurations.peek();
    await sweepKeys(ports(), durationMs(DAY_MS));
    expect(configurations.peek()).toBe(before);
  });
});

describe('a key that nothing refers to', () => {
  it('left by a killed save is disabled by the next verification', async () => {
    await save();
    await keys.add(new Secret('left over'));
    await verifyConfiguration(ports());
    expect(await states()).toStrictEqual(['enabled', 'disabled']);
  });

  it('left by a save that came too late is disabled at once', async () => {
    await save();
    const change = { ...BY, change: { paused: true } };
    const raced = {
      ...ports(),
      keys: new Proxy(keys, {
        get: (target, name) =>
          name === 'add'
            ? async (key: Secret) => {
                const version = await target.add(key);
                await changePolicy(ports(), change); // another process is faster
                return version;
              }
            : (Reflect.get(target, name) as () => unknown).bind(target),
      }),
    };
    const outcome = await saveConnection(raced, {
      ...BY,
      expectedRevisions: [1],
      actsAs: { adminUsername: 'other@example.com' },
      credential: {
        kind: 'key',
        file: new Secret('{}'),
        key: {
          clientEmail: 'sa@example.com',
          clientId: '1',
          projectId: 'p',
          keyId: 'k',
          privateKey: new Secret(''),
        },
      },
    });
    expect(outcome).toStrictEqual({ kind: 'stale' });
    expect(await states()).toStrictEqual(['enabled', 'disabled']);
    expect(configurations.peek().connection?.adminUsername).toBe('admin@example.com');
  });

  it('is not even added when the revision is known to be out of date', async () => {
    await save();
    const outcome = await saveConnection(ports(), {
      ...BY,
      expectedRevisions: [],
      actsAs: { adminUsername: 'other@example.com' },
      credential: { kind: 'keyless', serviceAccount: 'sa@example.com', clientId: '1' },
    });
    expect(outcome).toStrictEqual({ kind: 'stale' });
    expect(await states()).toStrictEqual(['enabled']);
  });
});

describe('a change of the admin alone', () => {
  it('keeps the stored key, verifies as the new admin, and reports the change', async () => {
    await save();
    const before = configurations.peek().connection;
    clock.advance(1000);
    const outcome = await changeAdmin('other@example.com');
    expect(outcome).toMatchObject({
      kind: 'changed',
      configuration: {
        connection: { ...before, adminUsername: 'other@example.com' },
        connectedAt: clock.now(),
        verification: { state: 'ok', checkedAt: clock.now() },
        revision: 2,
      },
    });
    expect([await states(), retired()]).toStrictEqual([['enabled'], []]);
    expect(configurations.events.map(({ type }) => type)).toStrictEqual([
      'configuration.changed',
      'configuration.changed',
    ]);
  });

  it('does not touch a replaced key while the new one fails', async () => {
    await save();
    await save(REFUSED_KEY);
    clock.advance(365 * DAY_MS);
    await changeAdmin('other@example.com');
    expect([await states(), retired()]).toStrictEqual([['enabled', 'enabled'], ['1']]);
    expect(configurations.peek().connection?.credential).toMatchObject({ keyVersion: '2' });
  });

  it('uses the credential that another process saves in the meantime', async () => {
    await save();
    const raced = {
      ...ports(),
      newId: () => 'slow',
      configurations: new Proxy(configurations, {
        get: (target, name) =>
          name === 'read'
            ? async () => {
                const known = await target.read();
                if (known.revision === 1) await save(); // after the read, before the change
                return known;
              }
            : (Reflect.get(target, name) as () => unknown).bind(target),
      }),
    };
    const credential = { kind: 'stored' } as const;
    await saveConnection(raced, {
      ...BY,
      actsAs: { adminUsername: 'other@example.com' },
      credential,
    });
    expect(configurations.peek().connection).toMatchObject({
      adminUsername: 'other@example.com',
      credential: { keyVersion: '2' },
    });
    expect(await states()).toStrictEqual(['disabled', 'enabled']);
  });

  it('changes nothing without a credential or with an old revision', async () => {
    expect(await changeAdmin('other@example.com')).toStrictEqual({ kind: 'no-credential' });
    expect(configurations.peek().revision).toBe(0);
    await save();
    await disconnect(ports(), BY);
    expect(await changeAdmin('other@example.com')).toStrictEqual({ kind: 'no-credential' });
    const stale = await saveConnection(ports(), {
      ...BY,
      expectedRevisions: [1],
      actsAs: { adminUsername: 'other@example.com' },
      credential: { kind: 'stored' },
    });
    expect(stale).toStrictEqual({ kind: 'stale' });
    expect(configurations.peek()).not.toHaveProperty('connection');
    expect(configurations.events).toHaveLength(2);
  });
});
