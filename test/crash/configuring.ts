import { type Configuration } from '../../functions/domain/configuration/configuration';
import {
  type ConfigurePorts,
  type NewCredential,
  saveConnection,
} from '../../functions/domain/configuration/configure';
import { sweepKeys } from '../../functions/domain/configuration/retired-keys';
import { Secret } from '../../functions/domain/secret';
import { parseServiceAccountKey } from '../../functions/domain/configuration/service-account-key';
import { DAY_MS, durationMs, later } from '../../functions/domain/time';
import { type Connected, connectedTo, registeredKeyFile } from '../fakes/google-connection';
import { MemoryConfigurationStore } from '../fakes/memory-configuration-store';
import { MemoryKeyVault } from '../fakes/memory-key-vault';
import { KEY_FILE, PUBLIC_PEM } from '../fixtures/key-files';
import { AdminRole } from '../../local/workspace/admin-role';
import { RunningWorkspace } from '../local/workspace/running-workspace';
import { killAt, type KillPlan } from './kill-switch';

export const OLD_KEY = KEY_FILE.private_key_id;
export const NEW_KEY = 'fedcba9876543210fedcba9876543210fedcba98';
export const BY = { by: 'system-management@example.com' };

let running: RunningWorkspace;

/** Starts Google, which knows both keys, and whose service accounts may act as themselves. */
export async function startGoogle(): Promise<void> {
  running = await RunningWorkspace.start({ users: 12 });
  const { keyAccount } = running.workspace.google;
  keyAccount.putKey({ keyId: NEW_KEY, pem: PUBLIC_PEM, disabled: false });
  for (const account of running.workspace.google.state.serviceAccounts) {
    account.adminRole = AdminRole.parse({});
  }
}

export const stopGoogle = (): Promise<void> => running.stop();

/** One deployment: its stores, and Google behind the real adapter. */
export type World = {
  readonly ports: ConfigurePorts;
  readonly configurations: MemoryConfigurationStore;
  readonly keys: MemoryKeyVault;
  readonly clock: Connected['clock'];
};

export async function newWorld(): Promise<World> {
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
export const mortal = ({ ports }: World, plan: KillPlan): ConfigurePorts => ({
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

export const save = (ports: ConfigurePorts, keyId: string): Promise<unknown> =>
  saveConnection(ports, {
    ...BY,
    actsAs: { adminUsername: 'admin@example.com' },
    credential: credential(keyId),
  });
export const saveKeyless = (ports: ConfigurePorts): Promise<unknown> =>
  saveConnection(ports, {
    ...BY,
    actsAs: { adminUsername: 'admin@example.com' },
    credential: { kind: 'keyless', ...running.workspace.keyless },
  });
export const changeAdmin = (ports: ConfigurePorts): Promise<unknown> =>
  saveConnection(ports, {
    ...BY,
    actsAs: { adminUsername: 'helpdesk@example.com' },
    credential: { kind: 'stored' },
  });
const OWN = { customerId: 'C03simu1a' };
export const actAsItself = (ports: ConfigurePorts): Promise<unknown> =>
  saveConnection(ports, { ...BY, actsAs: OWN, credential: { kind: 'stored' } });
export const saveOwn = (ports: ConfigurePorts, keyId: string): Promise<unknown> =>
  saveConnection(ports, { ...BY, actsAs: OWN, credential: credential(keyId) });
export const saveOwnKeyless = (ports: ConfigurePorts): Promise<unknown> =>
  saveConnection(ports, {
    ...BY,
    actsAs: OWN,
    credential: { kind: 'keyless', ...running.workspace.keyless },
  });
export const sweepLater = ({ clock }: World, ports: ConfigurePorts): Promise<void> => {
  const inAMonth = {
    sleep: () => Promise.resolve(),
    now: () => later(clock.now(), durationMs(31 * DAY_MS)),
  };
  return sweepKeys({ ...ports, clock: inAMonth }, durationMs(30 * DAY_MS));
};

const keyIdOf = ({ connection }: Configuration): string | undefined =>
  connection?.credential.kind === 'key' ? connection.credential.keyId : connection?.credential.kind;

/** Every version that is not destroyed, with its state. */
export async function heldStates({ keys }: World): Promise<string[]> {
  return (await keys.list()).map(({ state }) => state).filter((state) => state !== 'destroyed');
}

/** After any kill: the recorded connection signs in, and no retired key is in use. */
export async function expectWhole(
  world: World,
  allowed: readonly (string | undefined)[],
): Promise<void> {
  const configuration = await world.configurations.read();
  expect(allowed).toContain(keyIdOf(configuration));
  const { connection, retiredKeyVersions } = configuration;
  if (connection?.credential.kind !== 'key') return;
  const { keyVersion } = connection.credential;
  expect(world.keys.peek(keyVersion)).toBe('enabled');
  expect(retiredKeyVersions.map(({ version }) => version)).not.toContain(keyVersion);
  expect((await world.ports.probe.signIn(connection)).directory.kind).toBe('ok');
}
