import { type Configuration } from '../../functions/domain/configuration/configuration';
import {
  type ConfigurePorts,
  disconnect,
  type NewCredential,
  saveConnection,
} from '../../functions/domain/configuration/configure';
import { sweepKeys } from '../../functions/domain/configuration/retired-keys';
import { Secret } from '../../functions/domain/secret';
import { parseServiceAccountKey } from '../../functions/domain/configuration/service-account-key';
import { DAY_MS, durationMs, later } from '../../functions/domain/time';
import { verifyConfiguration } from '../../functions/domain/configuration/verify-configuration';
import { type Connected, connectedTo, registeredKeyFile } from '../fakes/google-connection';
import { MemoryConfigurationStore } from '../fakes/memory-configuration-store';
import { MemoryKeyVault } from '../fakes/memory-key-vault';
import { KEY_FILE, PUBLIC_PEM } from '../fixtures/key-files';
import { AdminRole } from '../../local/workspace/admin-role';
import { RunningWorkspace } from '../local/workspace/running-workspace';
import { killAt, Killed, type KillPlan } from './kill-switch';

const OLD_KEY = KEY_FILE.private_key_id;
const NEW_KEY = 'fedcba9876543210fedcba9876543210fedcba98';
const BY = { by: 'system-management@example.com' };

let running: RunningWorkspace;
beforeAll(async () => {
  running = await RunningWorkspace.start({ users: 12 });
  const { keyAccount } = running.workspace.google;
  keyAccount.putKey({ keyId: NEW_KEY, pem: PUBLIC_PEM, disabled: false });
  for (const account of running.workspace.google.state.serviceAccounts) {
    account.adminRole = AdminRole.parse({});
  }
});
afterAll(() => running.stop());

/** One deployment: its stores, and Google behind the real adapter. */
type World = {
  readonly ports: ConfigurePorts;
  readonly configurations: MemoryConfigurationStore;
  readonly keys: MemoryKeyVault;
  readonly clock: Connected['clock'];
};

async function newWorld(): Promise<World> {
  const { google, keys, clock } = await connectedTo(`${running.url}/`, {
    keylessBearer: () => Promise.resolve(running.workspace.runtimeAccessToken),
  });
  await keys.destroy('1'); // the helper's own key
  const configurations = new MemoryConfigurationStore();
  let ids = 0;
  const ports = {
    configurations,
    keys,
    ldapKeys: new MemoryKeyVault(),
    clock,
    probe: google,
    newId: () => `id-${(ids += 1)}`,
  };
  return { ports, configurations, keys, clock };
}

/** The same ports, which die at the planned call. */
const mortal = ({ ports }: World, plan: KillPlan): ConfigurePorts => ({
  ...ports,
  configurations: killAt(ports.configurations, plan),
  keys: killAt(ports.keys, plan),
  probe: killAt(ports.probe, plan),
});

function credential(keyId: string): NewCredential {
  const file = { ...registeredKeyFile(running.workspace), private_key_id: keyId };
  const parsed = parseServiceAccountKey(file);
  if (parsed.kind === 'refused') throw new Error(parsed.message);
  return { kind: 'key', file: new Secret(JSON.stringify(file)), key: parsed.key };
}

const save = (ports: ConfigurePorts, keyId: string): Promise<unknown> =>
  saveConnection(ports, {
    ...BY,
    actsAs: { adminUsername: 'admin@example.com' },
    credential: credential(keyId),
  });
const saveKeyless = (ports: ConfigurePorts): Promise<unknown> =>
  saveConnection(ports, {
    ...BY,
    actsAs: { adminUsername: 'admin@example.com' },
    credential: { kind: 'keyless', ...running.workspace.keyless },
  });
const changeAdmin = (ports: ConfigurePorts): Promise<unknown> =>
  saveConnection(ports, {
    ...BY,
    actsAs: { adminUsername: 'helpdesk@example.com' },
    credential: { kind: 'stored' },
  });
const OWN = { customerId: 'C03simu1a' };
const actAsItself = (ports: ConfigurePorts): Promise<unknown> =>
  saveConnection(ports, { ...BY, actsAs: OWN, credential: { kind: 'stored' } });
const saveOwn = (ports: ConfigurePorts, keyId: string): Promise<unknown> =>
  saveConnection(ports, { ...BY, actsAs: OWN, credential: credential(keyId) });
const saveOwnKeyless = (ports: ConfigurePorts): Promise<unknown> =>
  saveConnection(ports, {
    ...BY,
    actsAs: OWN,
    credential: { kind: 'keyless', ...running.workspace.keyless },
  });
const sweepLater = ({ clock }: World, ports: ConfigurePorts): Promise<void> => {
  const inAMonth = {
    sleep: () => Promise.resolve(),
    now: () => later(clock.now(), durationMs(31 * DAY_MS)),
  };
  return sweepKeys({ ...ports, clock: inAMonth }, durationMs(30 * DAY_MS));
};

const keyIdOf = ({ connection }: Configuration): string | undefined =>
  connection?.credential.kind === 'key' ? connection.credential.keyId : connection?.credential.kind;

/** Every version that is not destroyed, with its state. */
async function heldStates({ keys }: World): Promise<string[]> {
  return (await keys.list()).map(({ state }) => state).filter((state) => state !== 'destroyed');
}

/** After any kill: the recorded connection signs in, and no retired key is in use. */
async function expectWhole(world: World, allowed: readonly (string | undefined)[]): Promise<void> {
  const configuration = await world.configurations.read();
  expect(allowed).toContain(keyIdOf(configuration));
  const { connection, retiredKeyVersions } = configuration;
  if (connection?.credential.kind !== 'key') return;
  const { keyVersion } = connection.credential;
  expect(world.keys.peek(keyVersion)).toBe('enabled');
  expect(retiredKeyVersions.map(({ version }) => version)).not.toContain(keyVersion);
  expect((await world.ports.probe.signIn(connection)).directory.kind).toBe('ok');
}

type Scenario = {
  readonly name: string;
  readonly before: (world: World) => Promise<unknown>;
  readonly act: (world: World, ports: ConfigurePorts) => Promise<unknown>;
  /** The keys that may be in use after a kill. */
  readonly allowed: readonly (string | undefined)[];
  /** The key in use after the call has succeeded. */
  readonly key: string | undefined;
  /** The versions that the vault may then hold. A dying call may leave one more key, disabled. */
  readonly held: readonly string[];
  /** The admin after the call has succeeded, if the call changes it; null: none any more. */
  readonly admin?: string | null;
};

const saveBoth = async ({ ports }: World): Promise<void> => {
  await save(ports, OLD_KEY);
  await save(ports, NEW_KEY);
};

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'the first save',
    before: () => Promise.resolve(),
    act: (_, ports) => save(ports, OLD_KEY),
    allowed: [undefined, OLD_KEY],
    key: OLD_KEY,
    held: ['enabled', 'disabled enabled'],
  },
  {
    name: 'a save that replaces a key',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => save(ports, NEW_KEY),
    allowed: [OLD_KEY, NEW_KEY],
    key: NEW_KEY,
    held: ['disabled enabled', 'disabled disabled enabled'],
  },
  {
    name: 'a save that needs no key any more',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => saveKeyless(ports),
    allowed: [OLD_KEY, 'keyless'],
    key: 'keyless',
    held: ['disabled'],
  },
  {
    name: 'a change of the admin alone',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => changeAdmin(ports),
    allowed: [OLD_KEY],
    key: OLD_KEY,
    held: ['enabled'],
    admin: 'helpdesk@example.com',
  },
  {
    name: 'a change of the admin alone after a key was replaced',
    before: saveBoth,
    act: (_, ports) => changeAdmin(ports),
    allowed: [NEW_KEY],
    key: NEW_KEY,
    held: ['disabled enabled'],
    admin: 'helpdesk@example.com',
  },
  {
    name: 'a change of the admin alone without a key',
    before: ({ ports }) => saveKeyless(ports),
    act: (_, ports) => changeAdmin(ports),
    allowed: ['keyless'],
    key: 'keyless',
    held: [''],
    admin: 'helpdesk@example.com',
  },
  {
    name: 'a switch to the role, with the same key',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => actAsItself(ports),
    allowed: [OLD_KEY],
    key: OLD_KEY,
    held: ['enabled'],
    admin: null,
  },
  {
    name: 'a switch to the role, keyless',
    before: ({ ports }) => saveKeyless(ports),
    act: (_, ports) => actAsItself(ports),
    allowed: ['keyless'],
    key: 'keyless',
    held: [''],
    admin: null,
  },
  {
    name: 'a switch to the role, with another key',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => saveOwn(ports, NEW_KEY),
    allowed: [OLD_KEY, NEW_KEY],
    key: NEW_KEY,
    held: ['disabled enabled', 'disabled disabled enabled'],
    admin: null,
  },
  {
    name: 'a switch to the role that needs no key any more',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => saveOwnKeyless(ports),
    allowed: [OLD_KEY, 'keyless'],
    key: 'keyless',
    held: ['disabled'],
    admin: null,
  },
  {
    name: 'a switch back to the delegation, with the same key',
    before: ({ ports }) => saveOwn(ports, OLD_KEY),
    act: (_, ports) => changeAdmin(ports),
    allowed: [OLD_KEY],
    key: OLD_KEY,
    held: ['enabled'],
    admin: 'helpdesk@example.com',
  },
  {
    name: 'a switch back to the delegation, with a key after none',
    before: ({ ports }) => saveOwnKeyless(ports),
    act: (_, ports) => save(ports, OLD_KEY),
    allowed: ['keyless', OLD_KEY],
    key: OLD_KEY,
    held: ['enabled', 'disabled enabled'],
    admin: 'admin@example.com',
  },
  {
    name: 'a verification',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => verifyConfiguration(ports),
    allowed: [OLD_KEY],
    key: OLD_KEY,
    held: ['enabled'],
  },
  {
    name: 'a disconnection',
    before: saveBoth,
    act: (_, ports) => disconnect(ports, BY),
    allowed: [NEW_KEY, undefined],
    key: undefined,
    held: [''],
  },
  {
    name: 'a sweep a month later',
    before: saveBoth,
    act: sweepLater,
    allowed: [NEW_KEY],
    key: NEW_KEY,
    held: ['enabled'],
  },
];

describe.each(SCENARIOS)('$name', ({ before, act, allowed, key, held, admin }) => {
  const run = async (killed: number, when: 'before' | 'after') => {
    const world = await newWorld();
    await before(world);
    const plan: KillPlan = { calls: 0, killAt: killed, when };
    const died = await act(world, mortal(world, plan)).then(
      () => false,
      (error: unknown) => error instanceof Killed,
    );
    return { world, died, calls: plan.calls };
  };

  it('killed at any call leaves a connection that works, and a repeat completes it', async () => {
    const { calls } = await run(0, 'before');
    expect(calls).toBeGreaterThanOrEqual(3);
    for (let killed = 1; killed <= calls; killed += 1) {
      for (const when of ['before', 'after'] as const) {
        const { world, died } = await run(killed, when);
        expect([killed, when, died]).toStrictEqual([killed, when, true]);
        await expectWhole(world, allowed);

        await act(world, world.ports);
        await expectWhole(world, [key]);
        expect(held).toContain((await heldStates(world)).toSorted().join(' '));
        if (admin !== undefined) {
          const { connection, verification, customerId } = await world.configurations.read();
          const acts = connection?.adminUsername ?? null;
          expect([acts, verification?.state, customerId]).toStrictEqual([admin, 'ok', 'C03simu1a']);
        }
      }
    }
  });
});

it('a disconnection that was killed is completed by a verification', async () => {
  for (const killed of [3, 4]) {
    const world = await newWorld();
    await saveBoth(world);
    const plan: KillPlan = { calls: 0, killAt: killed, when: 'before' };
    await expect(disconnect(mortal(world, plan), BY)).rejects.toThrow(Killed);
    expect((await heldStates(world)).length).toBeGreaterThan(0);

    expect(await verifyConfiguration(world.ports)).toStrictEqual({ kind: 'not-configured' });
    expect(await heldStates(world)).toStrictEqual([]);
  }
});

it('a save that was killed is reported once, however often it is repeated', async () => {
  const world = await newWorld();
  const plan: KillPlan = { calls: 0, killAt: 3, when: 'after' }; // dies at the write, so only its reply is lost
  await expect(save(mortal(world, plan), OLD_KEY)).rejects.toThrow(Killed);
  expect(world.configurations.events.map(({ type }) => type)).toStrictEqual([
    'configuration.changed',
  ]);
  expect((await world.configurations.read()).verification).toBeUndefined();
  await verifyConfiguration(world.ports);
  expect((await world.configurations.read()).verification?.state).toBe('ok');
  expect(world.configurations.events).toHaveLength(1);
});
