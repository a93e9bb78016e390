import { setTimeout as wait } from 'node:timers/promises';
import { type AdminRole, NO_ADMIN_ROLE } from '../../local/workspace/admin-role';
import { digestMatches } from '../../local/workspace/password-digest';
import { CUSTOMER_ID } from '../../local/workspace/user';
import { ScriptedGoogle } from '../fakes/scripted-google';
import { RunningWorkspace } from '../local/workspace/running-workspace';
import { type Answer, DeployedService } from './deployed-service';

const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';
const ROLE: AdminRole = {
  privileges: ['users-read', 'reset-password', 'organizational-units-read'],
  orgUnitPath: '/',
};
const USERS = 20;

const DELEGATED = ['key', 'clock', 'sign-in', 'delegation', 'api', 'admin', 'users', 'drift'];

/** How to connect, without the key file, and the links that are then checked. */
const WAYS = {
  'with a key and the delegation': {
    body: { adminUsername: 'admin@example.com' },
    links: DELEGATED,
  },
  'with a key and an admin role': {
    body: { delegation: false, customerId: CUSTOMER_ID },
    links: ['key', 'clock', 'sign-in', 'api', 'role', 'users', 'drift'],
  },
  'without a key, with the delegation': {
    body: { keyless: true, adminUsername: 'admin@example.com' },
    links: DELEGATED,
  },
  'without a key, with an admin role': {
    body: { keyless: true, delegation: false, customerId: CUSTOMER_ID },
    links: ['clock', 'sign-in', 'api', 'role', 'users', 'drift'],
  },
} as const;
type Way = keyof typeof WAYS;
const NAMES = Object.keys(WAYS) as Way[];

/** Every switch from one way to another, each once, in one walk that ends where it begins. */
const WALK = [1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3, 0].map((index) => NAMES[index]!);

let google: RunningWorkspace;
const metadata = new ScriptedGoogle(() => ({
  headers: { 'metadata-flavor': 'Google' },
  body: JSON.stringify({
    access_token: google.workspace.runtimeAccessToken,
    expires_in: 3599,
    token_type: 'Bearer',
  }),
}));
let service: DeployedService;
beforeAll(async () => {
  google = await RunningWorkspace.start({ users: USERS });
  give(ROLE);
  const { keyless } = google.workspace;
  service = new DeployedService({
    google: google.url,
    settings: {
      KEYLESS_SERVICE_ACCOUNT: keyless.serviceAccount,
      KEYLESS_CLIENT_ID: keyless.clientId,
    },
    machine: {
      GCE_METADATA_HOST: new URL(await metadata.start()).host,
      METADATA_SERVER_DETECTION: 'assume-present',
    },
  });
  await service.open();
}, 120_000);
afterAll(async () => {
  await service.close();
  await metadata.stop();
  await google.stop();
});

const give = (role: AdminRole): void => {
  for (const account of google.workspace.google.state.serviceAccounts) account.adminRole = role;
};
const save = (body: object): Promise<Answer> =>
  service.configuration('PUT', '/v1/configuration', {
    headers: { 'content-type': MEDIA_TYPE },
    body: JSON.stringify(body),
  });
/** Saves the connection; the ways with a key upload the file. */
const connect = (way: Way): Promise<Answer> => {
  const { body } = WAYS[way];
  const key = 'keyless' in body ? {} : { serviceAccountKey: google.workspace.keyFile() };
  return save({ ...body, ...key });
};
const linksOf = ({ json }: Answer): Record<string, string> => {
  const { links } = json['verification'] as { links: { id: string; state: string }[] };
  return Object.fromEntries(links.map(({ id, state }) => [id, state]));
};

const passwordOf = (user: string): string => `/v1/users/${encodeURIComponent(user)}/password`;
const told = async (user: string): Promise<unknown> =>
  (await service.call('passwords', 'GET', passwordOf(user))).json['password'];
/** The users that have a password from the service. */
const managed = async (): Promise<string[]> => {
  const { json } = await service.configuration('GET', '/v1/accounts?status=active');
  return (json['accounts'] as { primaryEmail: string }[]).map(({ primaryEmail }) => primaryEmail);
};
/** How often the user's password was set at Google. */
const changes = (user: string): number => google.workspace.user(user)!.passwordChanges;
const updates = (): number => google.workspace.wire.statistics.report().calls['users.update'];

async function finished(runId: unknown): Promise<Answer> {
  const end = Date.now() + 90_000;
  for (;;) {
    const run = await service.call('rotation', 'GET', `/v1/runs/${String(runId)}`);
    if ('finishedAt' in run.json || Date.now() > end) return run;
    await wait(50);
  }
}

const started = async (path: string): Promise<unknown> => {
  const asked = await service.configuration('POST', path, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scope: 'all' }),
  });
  expect(asked.status).toBe(202);
  return asked.json['runId'];
};

describe.each(NAMES)('connected %s', (way) => {
  const user = 'alice@example.com';

  it('verify, issue, sign in, rotate and revoke', async () => {
    const connected = await connect(way);
    expect(connected).toMatchObject({ status: 200, json: { verification: { state: 'ok' } } });
    expect(Object.keys(linksOf(connected))).toEqual(WAYS[way].links);

    const issued = await service.call('passwords', 'PUT', passwordOf(user));
    expect(issued.status).toBe(201);
    expect(await service.signIn(user, issued.json['password'])).toBe(200);
    const rotated = await service.call('passwords', 'POST', `${passwordOf(user)}/rotation`);
    expect(rotated.status).toBe(200);
    expect(await service.signIn(user, issued.json['password'])).toBe(401);
    expect(await service.signIn(user, rotated.json['password'])).toBe(200);
    expect((await service.call('passwords', 'DELETE', passwordOf(user))).status).toBe(204);
    expect(await service.signIn(user, rotated.json['password'])).toBe(401);
  });
});

describe('switched between the ways', () => {
  const users = ['bob@example.com', 'carol@example.com', 'dave@example.com'];

  it('each to each other, no password is set and none is lost', async () => {
    const passwords: unknown[] = [];
    await connect(NAMES[0]!);
    for (const user of users) {
      passwords.push((await service.call('passwords', 'PUT', passwordOf(user))).json['password']);
    }
    const before = updates();
    for (const way of WALK) {
      expect(await connect(way)).toMatchObject({ json: { verification: { state: 'ok' } } });
      expect(await Promise.all(users.map(told))).toEqual(passwords);
    }
    expect(updates()).toBe(before);
    for (const [index, user] of users.entries()) {
      expect(await service.signIn(user, passwords[index])).toBe(200);
    }
  });

  it('with the stored credential, by naming whom to act as alone', async () => {
    await connect('with a key and the delegation');
    const { json: own } = await save({ delegation: false, customerId: CUSTOMER_ID });
    expect(own).toMatchObject({
      delegation: false,
      customerId: CUSTOMER_ID,
      credential: { kind: 'key' },
      verification: { state: 'ok' },
    });
    const { json: delegated } = await save({ adminUsername: 'admin@example.com' });
    expect(delegated).toMatchObject({
      adminUsername: 'admin@example.com',
      credential: own['credential'],
      verification: { state: 'ok' },
    });
  });

  it('while a run is under way: it goes on, and changes every password once', async () => {
    await finished(await started('/v1/issuances'));
    const everybody = await managed();
    const before = new Map(everybody.map((user) => [user, changes(user)]));
    google.workspace.wire.latency = { minMs: 200, maxMs: 200 };
    const run = finished(await started('/v1/rotations'));
    for (const way of WALK.slice(0, 4)) await connect(way);
    google.workspace.wire.latency = { minMs: 0, maxMs: 0 };

    const counts = { state: 'finished', done: everybody.length, failed: 0, parked: 0 };
    expect((await run).json).toMatchObject(counts);
    expect(everybody.length).toBeGreaterThan(10);
    for (const user of everybody) {
      expect(changes(user)).toBe(before.get(user)! + 1);
      const { password } = google.workspace.user(user)!;
      expect(digestMatches(password, String(await told(user)))).toBe(true);
    }
  });
});

describe('a role that is taken away', () => {
  it('fails the connection at the role; stored passwords are told, and nobody is parked', async () => {
    await connect('without a key, with an admin role');
    const [user = ''] = await managed();
    const { id } = google.workspace.user(user)!;
    const before = await told(id);
    give(NO_ADMIN_ROLE);
    const verified = await service.configuration('POST', '/v1/configuration/verification');
    expect(verified.json['verification']).toMatchObject({ state: 'failing' });
    const configuration = await service.configuration('GET', '/v1/configuration');
    expect(linksOf(configuration)).toMatchObject({ 'sign-in': 'ok', api: 'ok', role: 'failing' });
    expect(await told(id)).toBe(before);
    const refused = await service.call('passwords', 'POST', `${passwordOf(id)}/rotation`);
    expect(refused).toMatchObject({
      status: 502,
      json: { type: 'urn:google-apps-passwords:problem:directory-refused' },
    });
    const overview = await service.configuration('GET', '/v1/overview');
    expect(overview.json['accounts']).toMatchObject({ parked: 0 });

    give(ROLE);
    await service.configuration('POST', '/v1/configuration/verification');
    const rotated = await service.call('passwords', 'POST', `${passwordOf(user)}/rotation`);
    expect(rotated.status).toBe(200);
    expect(await service.signIn(user, rotated.json['password'])).toBe(200);
  });
});

it('prints no key, no token of Google and no password', () => {
  const { private_key } = google.workspace.keyFile();
  expect(service.output).not.toContain(private_key.slice(40, 90));
  expect(service.output).not.toContain('ya29.');
  expect(service.refused).toEqual([]);
});
