import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, DeployedService } from './deployed-service';

const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';
const ALICE = 'alice@example.com';
const BOB = 'bob@example.com';
const passwordOf = (user: string): string => `/v1/users/${user}/password`;

const service = new DeployedService();
beforeAll(() => service.open(), 120_000);
afterAll(() => service.close());

const connect = async (): Promise<string> => {
  const serviceAccountKey = await service.keyFile();
  const connected = await service.configuration('PUT', '/v1/configuration', {
    headers: { 'content-type': MEDIA_TYPE },
    body: JSON.stringify({ adminUsername: 'admin@example.com', serviceAccountKey }),
  });
  expect(connected).toMatchObject({
    status: 200,
    json: { configured: true, verification: { state: 'ok' } },
  });
  return serviceAccountKey.private_key;
};

/** Repeats the request until the answer matches; other processes are at work in the meantime. */
async function until(
  ask: () => Promise<Answer>,
  fits: (answer: Answer) => boolean,
): Promise<Answer> {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (fits(answer) || Date.now() > end) return answer;
    await wait(100);
  }
}

describe('five processes from dist, with the cloud services around them', () => {
  let privateKey: string;
  beforeAll(async () => {
    privateKey = await connect();
  });

  it('issue, sign in, rotate, read and revoke', async () => {
    expect([...service.secretManager.held.keys()]).toEqual(['1']);
    const issued = await service.call('passwords', 'PUT', passwordOf(ALICE));
    expect(issued).toMatchObject({ status: 201, json: { primaryEmail: ALICE, version: 1 } });
    const first = issued.json['password'];
    expect(await service.signIn(ALICE, first)).toBe(200);

    const rotated = await service.call('passwords', 'POST', `${passwordOf(ALICE)}/rotation`);
    expect(rotated).toMatchObject({ status: 200, json: { version: 2 } });
    const second = rotated.json['password'];
    expect(await service.signIn(ALICE, first)).toBe(401);
    expect(await service.signIn(ALICE, second)).toBe(200);
    expect((await service.call('passwords', 'GET', passwordOf(ALICE))).json).toEqual(rotated.json);

    expect((await service.call('passwords', 'DELETE', passwordOf(ALICE))).status).toBe(204);
    expect(await service.signIn(ALICE, second)).toBe(401);
    expect(await service.call('passwords', 'GET', passwordOf(ALICE))).toMatchObject({
      status: 404,
      json: { type: 'urn:google-apps-passwords:problem:no-password' },
    });
    for (const secret of [first, second, privateKey.slice(40, 90)]) {
      expect(service.output).not.toContain(secret);
    }
  });

  it('rotate now, from the page through the queue to the worker', async () => {
    const issued = await service.call('passwords', 'PUT', passwordOf(BOB));
    expect(issued).toMatchObject({ status: 201, json: { version: 1 } });

    const asked = await service.configuration('POST', '/v1/rotations', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scope: { userKeys: [BOB] } }),
    });
    expect(asked.status).toBe(202);
    const runId = String(asked.json['runId']);
    const run = await until(
      () => service.call('rotation', 'GET', `/v1/runs/${runId}`),
      ({ json }) => json['state'] === 'finished',
    );
    expect(run.json).toMatchObject({ state: 'finished', total: 1, done: 1, failed: 0, parked: 0 });

    const told = await service.call('passwords', 'GET', passwordOf(BOB));
    expect(told.json).toMatchObject({ version: 2 });
    expect(await service.signIn(BOB, issued.json['password'])).toBe(401);
    expect(await service.signIn(BOB, told.json['password'])).toBe(200);
    expect(service.output).not.toContain(told.json['password']);
  });

  it('the schedule’s tick publishes what happened', async () => {
    const tick = await service.call('rotation', 'POST', '/v1/rotations');
    expect(tick.status).toBe(202);
    expect(await service.eventsOf(ALICE, 3)).toEqual([
      expect.objectContaining({ type: 'password.issued', version: 1 }),
      expect.objectContaining({ type: 'password.rotated', version: 2 }),
      expect.objectContaining({ type: 'password.revoked' }),
    ]);
  });

  it('replace the key, and disable the old one', async () => {
    await connect();
    expect(service.secretManager.stateOf('1')).toBe('DISABLED');
    expect((await service.call('rotation', 'POST', '/v1/rotations')).status).toBe(202);
  });

  it('make no call that infra/access.tf does not grant', () => {
    expect(service.refused).toEqual([]);
    expect(service.output).not.toContain('"message":"unexpected"');
  });

  it('refuse with the sources’ texts: the bundle lost none', async () => {
    const refused = await service.configuration('PUT', '/v1/policy', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ length: 'long' }),
    });
    expect(refused.status).toBe(400);
    expect(refused.json['errors']).toContainEqual({
      pointer: '/length',
      message: 'Invalid input: expected number, received string',
    });
  });
});
