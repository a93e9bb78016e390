import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Api } from '../../examples/mdm-client/api';
import { type Device, Mdm } from '../../examples/mdm-client/mdm';
import { type PasswordEvent, passwordEvents } from '../../examples/mdm-client/password-event';
import { ROOT } from '../fixtures/ca-certificates';
import { OutsideGoogle, OUTSIDE_KEY_FILE } from '../start/outside-google';
import { PasswordClient } from '../start/password-client';
import { ServiceProcess } from '../start/service-process';

const USERS = 200;
const emails = Array.from({ length: USERS }, (_, index) => `user${index}@outside.example`);

/** Every second user has two devices. */
const devices: Device[] = emails.flatMap((user, index) =>
  (index % 2 === 0 ? ['laptop'] : ['laptop', 'phone']).map((name) => ({
    id: `${name}-${index}`,
    user,
    platform: 'linux' as const,
    name,
  })),
);
const away = new Set(devices.filter((_, index) => index % 30 === 0).map(({ id }) => id));

describe('the example MDM client, while Google fails or loses one call in twenty', () => {
  const google = new OutsideGoogle(USERS);
  const folder = mkdtempSync(join(tmpdir(), 'mdm-'));
  let service: ServiceProcess;
  let api: Api;
  let mdm: Mdm;
  let events: AsyncGenerator<PasswordEvent>;
  const stopped = new AbortController();

  /** The profile that each device has, and the devices that nobody can reach. */
  const profiles = new Map<string, string>();
  const unreachable = new Set<string>();
  const rotated = new Set<string>();
  /** The version that the last event of each user named. */
  const seen = new Map<string, number>();

  beforeAll(async () => {
    const url = await google.listen();
    service = await ServiceProcess.start({
      LOCAL_DATA_DIR: folder,
      GOOGLE_TOKEN_URL: `${url}/token`,
      GOOGLE_ADMIN_ROOT_URL: url,
      DIRECTORY_CALLS_PER_SECOND: '200',
      ROTATION_INTERVAL_SECONDS: '5',
    });
    const admin = new PasswordClient(service.url);
    expect(await admin.configure('admin@outside.example', OUTSIDE_KEY_FILE)).toBe('ok');
    await saveNetwork();
    api = new Api({ url: service.url });
    mdm = new Mdm(api, ({ id }, profile) => {
      if (unreachable.has(id)) return Promise.resolve(false);
      profiles.set(id, profile);
      return Promise.resolve(true);
    });
    events = passwordEvents(service.url, stopped.signal);
    google.trouble = { lost: 0.025, failing: 0.025 };
  });

  afterAll(async () => {
    stopped.abort();
    await service.kill();
    google.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function saveNetwork(): Promise<void> {
    const network = {
      id: 'school',
      ssid: 'School',
      security: 'WPA2',
      serverNames: ['radius.outside.example'],
      caCertificates: [ROOT],
    };
    const answer = await fetch(`${service.url}/v1/networks`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ networks: [network] }),
    });
    expect(answer.status).toBe(200);
  }

  const heldByGoogle = (): (string | undefined)[] =>
    devices.map(({ user }) => google.passwords.get(user));
  const onDevices = (): string[] => devices.map(({ id }) => passwordIn(profiles.get(id)!));

  /** The devices that the service says are behind, in its own words. */
  const behind = async (): Promise<string[]> => {
    const statuses = await Promise.all(emails.map((user) => api.status(user)));
    return statuses.flatMap(({ devices: told = [] }) =>
      told.filter((device) => device.behind).map(({ deviceId }) => deviceId),
    );
  };
  const behindInAll = async (): Promise<unknown> =>
    ((await (await fetch(`${service.url}/v1/overview`)).json()) as { devices: unknown }).devices;

  test('300 devices are enrolled, each with the password that Google holds', async () => {
    await Promise.all(devices.map((device) => mdm.enrol(device)));
    expect(onDevices()).toStrictEqual(heldByGoogle());
    expect(await behind()).toStrictEqual([]);
  }, 600_000);

  test('all are rotated; who can be reached has the new password, the others are told as behind', async () => {
    const before = onDevices();
    for (const id of away) unreachable.add(id);
    for (let left = emails; left.length > 0; left = await unfinished()) await rotate(left);
    await followAll();
    google.trouble = { lost: 0, failing: 0 };
    const there = devices.map(({ id }) => !away.has(id));
    const live = heldByGoogle();
    expect(onDevices()).toStrictEqual(
      devices.map((_, index) => (there[index] ? live[index] : before[index])),
    );
    expect((await behind()).sort()).toStrictEqual([...away].sort());
    expect(await behindInAll()).toMatchObject({ behind: 10 });
  }, 600_000);

  test('devices that come back catch up', async () => {
    unreachable.clear();
    await Promise.all(
      devices.filter(({ id }) => away.has(id)).map((device) => mdm.catchUp(device)),
    );
    expect(onDevices()).toStrictEqual(heldByGoogle());
    expect(await behindInAll()).toMatchObject({ behind: 0 });
  }, 600_000);

  test('a phone that leaves takes no password along: its user’s laptop gets another one', async () => {
    const [phone] = devices.filter(({ id }) => id === 'phone-1');
    const former = passwordIn(profiles.get('phone-1')!);
    await mdm.leave(phone!);
    await followAll();
    const live = google.passwords.get('user1@outside.example');
    expect(live).not.toBe(former);
    expect(passwordIn(profiles.get('laptop-1')!)).toBe(live);
    expect(passwordIn(profiles.get('phone-1')!)).toBe(former);
    expect((await api.status('user1@outside.example')).devices.map((one) => one.deviceId)).toEqual([
      'laptop-1',
    ]);
  }, 600_000);

  /**
   * Users without a new password, whose last one got no reply, or to whom the schedule is about to give another: a
   * run may confirm the password of an earlier attempt, which is an event, and then lose the reply to its own, or
   * leave its own for later because a call of the earlier attempt may still arrive.
   */
  async function unfinished(): Promise<string[]> {
    return (await accounts())
      .filter(
        ({ primaryEmail, status, retryAt }) =>
          !rotated.has(primaryEmail) || status !== 'active' || retryAt !== undefined,
      )
      .map(({ primaryEmail }) => primaryEmail);
  }

  type Account = {
    readonly primaryEmail: string;
    readonly status: string;
    readonly retryAt?: string;
  };

  async function accounts(pageToken?: string): Promise<Account[]> {
    const from = pageToken === undefined ? '' : `&pageToken=${encodeURIComponent(pageToken)}`;
    const answer = await fetch(`${service.url}/v1/accounts?limit=100${from}`);
    expect(answer.status).toBe(200);
    const page = (await answer.json()) as { accounts: Account[]; nextPageToken?: string };
    const { nextPageToken: next } = page;
    return [...page.accounts, ...(next === undefined ? [] : await accounts(next))];
  }

  /** One run over these users, to its end, with its events. Whom Google failed is left for another run. */
  async function rotate(userKeys: readonly string[]): Promise<void> {
    const asked = await fetch(`${service.url}/v1/rotations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scope: { userKeys } }),
    });
    expect(asked.status).toBe(202);
    const { runId } = (await asked.json()) as { runId: string };
    const state = async (): Promise<string> =>
      ((await (await fetch(`${service.url}/v1/runs/${runId}`)).json()) as { state: string }).state;
    while ((await state()) !== 'finished') await wait(200); // a real process: there is no clock to move
    await followAll();
  }

  /** Hands the MDM all events up to the versions that the users have now. */
  async function followAll(): Promise<void> {
    const statuses = await Promise.all(emails.map((user) => api.status(user)));
    await followUntil(() =>
      statuses.every(({ primaryEmail, version }) => (seen.get(primaryEmail) ?? 0) >= version!),
    );
  }

  /** Hands event after event to the MDM until it is true. */
  async function followUntil(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      const next = await events.next();
      if (next.done) return;
      const { type, primaryEmail, version } = next.value;
      await mdm.handle(next.value);
      if (primaryEmail === undefined || version === undefined) continue;
      seen.set(primaryEmail, version);
      if (type === 'password.rotated') rotated.add(primaryEmail);
    }
  }
});

/** The password of a `wpa_supplicant` block: in quotes, or in hexadecimal. */
function passwordIn(block: string): string {
  const [, quoted, hex] = /^\s*password=(?:"(.*)"|([0-9a-f]+))$/m.exec(block) ?? [];
  return quoted ?? Buffer.from(hex ?? '', 'hex').toString('utf8');
}
