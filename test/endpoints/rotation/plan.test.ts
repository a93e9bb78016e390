import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';

let service: WholeService;
let rotation: Server;
beforeEach(async () => {
  service = await WholeService.open();
  rotation = service.serve('rotation');
});
afterEach(() => {
  service.close();
});

const tick = (body?: unknown): request.Test =>
  body === undefined
    ? request(rotation).post('/v1/rotations')
    : request(rotation)
        .post('/v1/rotations')
        .send(body as object);
const issue = async (...names: readonly string[]): Promise<void> => {
  const passwords = service.serve('passwords');
  for (const name of names) {
    await request(passwords).put(`/v1/users/${name}@example.com/password`).expect(201);
  }
};
const lines = (message: string): Record<string, unknown>[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['message'] === message);

describe('a tick that plans nothing', () => {
  test.each([undefined, {}, { scope: 'due' }])('with the body %j says why', async (body) => {
    const response = await tick(body).expect(202);
    expect(response.body).toStrictEqual({
      runId: 'tick-20260101T000000000Z',
      due: 0,
      enqueued: 0,
      skipped: 0,
      state: 'idle',
      reason: 'not-configured',
    });
    expect(lines('configuration-failing')).toStrictEqual([]);
    await service.connect();
    expect((await tick(body)).body).toMatchObject({ reason: 'nothing-due' });
  });

  test('has an id that can be asked for, without being kept', async () => {
    const { runId } = (await tick()).body as { runId: string };
    const run = await request(rotation).get(`/v1/rotations/${runId}`).expect(200);
    expect(run.body).toStrictEqual({
      runId,
      scope: 'due',
      state: 'finished',
      startedAt: '2026-01-01T00:00:00.000Z',
      startedBy: 'schedule',
      total: 0,
      done: 0,
      failed: 0,
      parked: 0,
      skipped: 0,
      skippedBy: {},
      finishedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(await service.platform.runs.recent(5)).toStrictEqual([]);
  });

  test.each(['tick-20260101T000000001Z', 'tick-20251332T000000000Z', 'tick-', 'run', '%00', '..'])(
    'of no moment that was, %s, is nobody',
    async (runId) => {
      await request(rotation).get(`/v1/rotations/${runId}`).expect(404);
    },
  );

  test('is told in the log all the same, for the alarm that rotation stands still', async () => {
    await service.connect({ paused: true });
    await issue('alice');
    service.clock.advance(40 * 86_400_000);
    await tick();
    expect(lines('rotation-run')).toMatchObject([
      { state: 'idle', reason: 'paused', due: 1, enqueued: 0, overdue: 1, parked: 0 },
    ]);
  });
});

describe('a tick that plans', () => {
  test('gives the same run and the same numbers however often it comes', async () => {
    await service.connect();
    await issue('alice', 'bob');
    service.clock.advance(40 * 86_400_000);
    const first = await tick().expect(202);
    expect(first.body).toMatchObject({ due: 2, enqueued: 2, skipped: 0, state: 'running' });
    const again = await Promise.all([tick(), tick(), tick()]);
    for (const { body } of again) expect(body).toStrictEqual(first.body);
    expect(lines('rotation-run')[0]).toMatchObject({ due: 2, enqueued: 2, done: 0, overdue: 2 });
  });
});

describe('the planning of one run', () => {
  const RUN = '20260101T000000000Z-0a0b0c0d';

  test('that nobody knows is 404, at once or later', async () => {
    await tick({ runId: RUN }).expect(404);
    await tick({ runId: RUN, later: true }).expect(404);
  });

  test('may be put into the queue, to answer at once', async () => {
    await service.connect();
    await issue('alice');
    service.clock.advance(40 * 86_400_000);
    const { runId } = (await tick()).body as { runId: string };
    const response = await tick({ runId, later: true }).expect(202);
    expect(response.body).toMatchObject({ runId, enqueued: 1 });
  });

  test('by two at once is done by one; the other comes again', async () => {
    await service.connect();
    await issue('alice');
    service.clock.advance(40 * 86_400_000);
    const { runId } = (await tick()).body as { runId: string };
    await service.platform.runs.transact(runId, (run) => ({
      write: {
        ...run!,
        lease: { holder: 'another', until: (service.clock.now() + 30_000) as never },
      },
      result: undefined,
    }));
    const response = await tick({ runId }).expect(429);
    expect(response.headers['retry-after']).toBe('30');
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:rotation-waits',
      retry: 'same-request',
    });
  });

  test.each([
    [{ scope: 'all' }],
    [{ runId: '../x' }],
    [{ runId: 7 }],
    [{ runId: 'x'.repeat(65) }],
    [{ followUpAt: -1 }],
    [{ later: 'yes' }],
    [{ userId: '1', runId: RUN }],
    [[]],
  ])('with the body %j is refused', async (body) => {
    const response = await tick(body).expect(400);
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:invalid-request',
    });
  });

  test('with more than 4 KiB is refused', async () => {
    await tick({ runId: 'x'.repeat(5_000) }).expect(413);
  });
});
