import fc from 'fast-check';
import {
  type ConfigurePorts,
  disconnect,
  saveConnection,
} from '../../functions/domain/configuration/configure';
import {
  removeSecureLdap,
  type SaveLdapPorts,
  saveSecureLdap,
} from '../../functions/domain/configuration/save-secure-ldap';
import { verifySecureLdap } from '../../functions/domain/configuration/verify-secure-ldap';
import { ldapIdentities } from '../../functions/adapters/ldap-identities';
import { sweepKeys } from '../../functions/domain/configuration/retired-keys';
import { Secret } from '../../functions/domain/secret';
import { durationMs, epochMs } from '../../functions/domain/time';
import { verifyConfiguration } from '../../functions/domain/configuration/verify-configuration';
import { ManualClock } from '../fakes/manual-clock';
import { FakeLdap } from '../fakes/fake-ldap';
import { MemoryConfigurationStore } from '../fakes/memory-configuration-store';
import { MemoryKeyVault } from '../fakes/memory-key-vault';
import { vaultProbe } from '../fakes/vault-probe';
import { GOOD } from '../fixtures/ldap-certificates';
import { inTurns } from './in-turns';

const ACTS = {
  save: (ports: ConfigurePorts) =>
    saveConnection(ports, {
      by: 'a@example.com',
      actsAs: { adminUsername: 'admin@example.com' },
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
    }),
  changeAdmin: (ports: ConfigurePorts) =>
    saveConnection(ports, {
      by: 'c@example.com',
      actsAs: { adminUsername: 'helpdesk@example.com' },
      credential: { kind: 'stored' },
    }),
  actAsItself: (ports: ConfigurePorts) =>
    saveConnection(ports, {
      by: 'c@example.com',
      actsAs: { customerId: 'C01abc2de' },
      credential: { kind: 'stored' },
    }),
  verify: verifyConfiguration,
  saveLdap: (ports: SaveLdapPorts) =>
    saveSecureLdap(ports, {
      by: 'd@example.com',
      keys: new Secret(GOOD.certificate + GOOD.privateKey),
      certificate: { fingerprint: 'f', notBefore: epochMs(0), notAfter: epochMs(9e12) },
      bindName: 'email',
    }),
  verifyLdap: (ports: SaveLdapPorts) => verifySecureLdap(ports),
  removeLdap: (ports: SaveLdapPorts) => removeSecureLdap(ports, { by: 'd@example.com' }),
  disconnect: (ports: ConfigurePorts) => disconnect(ports, { by: 'b@example.com' }),
  sweep: (ports: ConfigurePorts) => sweepKeys(ports, durationMs(0)),
} as const;
type Act = { readonly name: keyof typeof ACTS; readonly dieAt: number };

type Ports = ConfigurePorts & SaveLdapPorts;

class Died extends Error {}

type World = {
  readonly configurations: MemoryConfigurationStore;
  readonly keys: MemoryKeyVault;
  readonly ldapKeys: MemoryKeyVault;
  readonly clock: ManualClock;
};

/**
 * What must hold between any two calls: the key in use exists and is not on the list of keys to delete, and no
 * other customer than the given one counts as connected.
 */
function check({ configurations, keys, ldapKeys }: World): void {
  const {
    connection,
    customerId,
    retiredKeyVersions,
    secureLdap,
    retiredLdapKeyVersions = [],
  } = configurations.peek();
  if (secureLdap && ldapKeys.peek(secureLdap.keyVersion) !== 'enabled') {
    throw new Error(`the pair in use is gone: ${secureLdap.keyVersion}`);
  }
  if (retiredLdapKeyVersions.some(({ version }) => version === secureLdap?.keyVersion)) {
    throw new Error(`the pair in use is retired: ${secureLdap?.keyVersion}`);
  }
  const given = connection?.customerId ?? customerId;
  if (customerId !== undefined && customerId !== given) {
    throw new Error(`connected: ${customerId}, given: ${given}`);
  }
  if (connection?.credential.kind !== 'key') return;
  const { keyVersion } = connection.credential;
  if (keys.peek(keyVersion) !== 'enabled') throw new Error(`the key in use is gone: ${keyVersion}`);
  if (retiredKeyVersions.some(({ version }) => version === keyVersion)) {
    throw new Error(`the key in use is retired: ${keyVersion}`);
  }
}

/** The ports of one act. Each call waits for its turn, and the act dies at its planned call. */
function portsOf(world: World, scheduler: fc.Scheduler, { name, dieAt }: Act): Ports {
  let calls = 0;
  const waiting = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]): Promise<unknown> => {
          calls += 1;
          if (calls === dieAt) throw new Died();
          await scheduler.schedule(Promise.resolve(), `${name} ${String(key)}`);
          const result: unknown = await Reflect.apply(member, target, args);
          check(world);
          return result;
        };
      },
    });
  let ids = 0;
  const { configurations, keys, ldapKeys, clock } = world;
  return {
    configurations: waiting(configurations),
    keys: waiting(keys),
    ldapKeys: waiting(ldapKeys),
    ldapIdentities: ldapIdentities(ldapKeys),
    prover: waiting(new FakeLdap()),
    probe: waiting(vaultProbe(keys)),
    clock,
    newId: () => `${name}-${(ids += 1)}`,
  };
}

const alive = (error: unknown): void => {
  if (!(error instanceof Died)) throw error;
};

const act = fc.record({
  name: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
  dieAt: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(9) }),
});

const enabledIn = async (vault: MemoryKeyVault) =>
  (await vault.list()).filter(({ state }) => state === 'enabled');

it('no order of saves, changes of the admin, checks, sweeps, disconnections and kills points at a key that is gone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(act, { minLength: 1, maxLength: 4 }),
      async (scheduler, acts) => {
        const clock = new ManualClock();
        const world = {
          configurations: new MemoryConfigurationStore(),
          keys: new MemoryKeyVault(),
          ldapKeys: new MemoryKeyVault(),
          clock,
        };
        const running = acts.map((each) =>
          ACTS[each.name](portsOf(world, scheduler, each)).catch(alive),
        );
        await inTurns(scheduler, Promise.all(running));
        check(world);

        const { configurations, keys, ldapKeys } = world;
        const clean: Ports = {
          configurations,
          keys,
          ldapKeys,
          ldapIdentities: ldapIdentities(ldapKeys),
          prover: new FakeLdap(),
          clock,
          probe: vaultProbe(keys),
          newId: () => 'clean',
        };
        await ACTS.save(clean);
        expect((await configurations.read()).verification?.state).toBe('ok');
        expect(await enabledIn(keys)).toHaveLength(1);
        await ACTS.saveLdap(clean);
        expect(await enabledIn(ldapKeys)).toHaveLength(1);
        await ACTS.disconnect(clean);
        for (const vault of [keys, ldapKeys]) {
          expect((await vault.list()).filter(({ state }) => state !== 'destroyed')).toHaveLength(0);
        }
      },
    ),
    { numRuns: 4000 },
  );
});
