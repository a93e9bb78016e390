import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';

const ALICE = '/v1/users/alice@example.com/password';

type Told = { userId: string; password: string; version: number };

describe('the calls of rotation, as Cloud Scheduler and Cloud Tasks make them', () => {
  let service: WholeService;
  let rotation: Server;
  let worker: Server;
  let passwords: Server;
  let alice: Told;
  beforeEach(async () => {
    service = await WholeService.open();
    await service.connect({ periodDays: 1 });
    passwords = service.serve('passwords');
    rotation = service.serve('rotation');
    worker = service.serve('rotation-worker');
    alice = (await request(passwords).put(ALICE)).body as Told;
    service.clock.advance(2 * 86_400_000);
  });
  afterEach(() => {
    service.close();
  });

  const plan = async (): Promise<string> =>
    (
      (await request(rotation).post('/v1/rotations').send({ scope: 'due' }).expect(202)).body as {
        runId: string;
      }
    ).runId;
  const work = (runId: string): request.Test =>
    request(worker).post('/v1/rotation-tasks').send({ userId: alice.userId, runId });

  test('what is due is planned once, rotated once, and told how far it is', async () => {
    const runId = await plan();
    await work(runId).expect(200, { outcome: 'rotated' });
    await work(runId).expect(200, { outcome: 'nothing' });
    await plan();
    const read = (await request(passwords).get(ALICE)).body as Told;
    expect(read.version).toBe(2);
    expect(service.workspace.passwordMatches('alice@example.com', read.password)).toBe(true);
    const run = await request(rotation).get(`/v1/rotations/${runId}`).expect(200);
    expect(run.body).toMatchObject({ runId, total: 1, done: 1, failed: 0, parked: 0, skipped: 0 });
  });

  test('a lost reply is 503 not-rotated, and the next delivery settles it', async () => {
    const runId = await plan();
    service.workspace.wire.faults.set([
      { operations: ['users.update'], times: 1, fault: { kind: 'lost-reply' } },
    ]);
    const lost = await work(runId).expect(503);
    expect(lost.body).toMatchObject({ type: 'urn:google-apps-passwords:problem:not-rotated' });
    service.clock.advance(60_000);
    await work(runId).expect(200, { outcome: 'rotated' });
    const read = (await request(passwords).get(ALICE)).body as Told;
    expect(service.workspace.passwordMatches('alice@example.com', read.password)).toBe(true);
  });

  test('while Google allows no more calls a task is 429 rotation-waits', async () => {
    const runId = await plan();
    service.workspace.wire.faults.set([
      {
        operations: ['users.update'],
        times: 1,
        fault: { kind: 'error', status: 403, reason: 'quotaExceeded' },
      },
    ]);
    await work(runId);
    const waiting = await work(runId).expect(429);
    expect(waiting.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:rotation-waits',
    });
    expect(Number(waiting.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    service.clock.advance(60_000);
    await work(runId).expect(200, { outcome: 'rotated' });
  });

  test.each([
    ['no user', { runId: 'r' }],
    ['an address for a user', { userId: 'alice@example.com', runId: 'r' }],
    ['a field that is not ours', { userId: '1', runId: 'r', password: 'x' }],
    ['nothing', {}],
  ])('a task with %s is refused and changes nothing', async (_, body) => {
    await request(worker).post('/v1/rotation-tasks').send(body).expect(400);
    expect(service.workspace.passwordMatches('alice@example.com', alice.password)).toBe(true);
  });

  test('a connection that fails is said on every tick, and nothing is planned', async () => {
    service.workspace.google.state.delegation.clear();
    service.clock.advance(3_600_000); // until the token that is kept runs out
    const server = service.serve('configuration');
    await request(server)
      .post('/v1/configuration/verification')
      .set('x-goog-iap-jwt-assertion', 'system-management@example.com')
      .expect(200);
    for (const ticks of [1, 2]) {
      const tick = await request(rotation).post('/v1/rotations').send({ scope: 'due' }).expect(202);
      expect(tick.body).toMatchObject({ enqueued: 0, reason: 'configuration' });
      const said = service.lines.filter((line) => line.includes('"configuration-failing"'));
      expect(said).toHaveLength(ticks);
      expect(JSON.parse(said.at(-1)!)).toMatchObject({
        severity: 'ERROR',
        link: 'delegation',
        code: 'delegation-missing',
      });
    }
  });

  test('a run that never was is 404', async () => {
    await request(rotation).get('/v1/rotations/20260101T000000000Z-00000000').expect(404);
  });
});
