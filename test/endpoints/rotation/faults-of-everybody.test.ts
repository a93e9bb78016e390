import { type FaultRule } from '../../../local/workspace/fault';
import { Rotating } from './rotating';

const FORBIDDEN = { kind: 'error', status: 403, reason: 'forbidden' } as const;
const SUSPENDED = {
  kind: 'error',
  status: 403,
  body: JSON.stringify({
    error: {
      code: 403,
      status: 'PERMISSION_DENIED',
      message: "Permission denied: Consumer 'project_number:1' has been suspended.",
      details: [
        { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'CONSUMER_SUSPENDED' },
      ],
    },
  }),
  mediaType: 'application/json',
} as const;
const DIRECTORY = ['users.get', 'users.list', 'users.update'] as const;
/** The failing link in the page's chain. */
const RIGHT = { id: 'admin', code: 'not-authorized' } as const;
const ROLE = { id: 'admin' } as const;
const PROJECT = { id: 'api', code: 'project-refused' } as const;
/** Makes the run's listing and its first 15 updates 1 ms slower, but successful. */
const TAKEN: readonly FaultRule[] = (['users.list', 'users.update'] as const).map((operation) => ({
  operations: [operation],
  times: operation === 'users.list' ? 1 : 15,
  fault: { kind: 'late-reply', delayMs: 1 },
}));

let world: Rotating;
afterEach(() => {
  world.close();
});

const verification = async (): Promise<{ state: string; links: Record<string, string>[] }> =>
  (
    (await world.ask('get', '/v1/configuration').expect(200)).body as {
      verification: { state: string; links: Record<string, string>[] };
    }
  ).verification;

describe.each([
  ['the right to set passwords was taken away', ['users.update'], FORBIDDEN, RIGHT],
  ['the project was suspended', DIRECTORY, SUSPENDED, PROJECT],
  ['updates say that the project is suspended', ['users.update'], SUSPENDED, PROJECT],
  ['the admin’s role was taken away', DIRECTORY, FORBIDDEN, ROLE],
] as const)('from the 16th update on %s', (_, operations, fault, broken) => {
  beforeEach(async () => {
    world = await Rotating.open();
  });

  test.each(['due', 'all'])(
    'no account is parked, the configuration fails, and the run (%s) continues by itself after the repair',
    async (scope) => {
      const people = await world.everybodyHasOne();
      world.faults(...TAKEN, { operations: [...operations], fault });
      if (scope === 'due') await world.quarter();
      else await world.rotate(scope);
      const run = (await world.overview()).currentRun!;
      expect(run).toMatchObject({
        scope,
        state: 'waiting',
        waitingFor: 'configuration',
        parked: 0,
        failed: 0,
      });
      const { accounts } = await world.overview();
      expect(accounts).toMatchObject({ parked: 0 });
      const { state, links } = await verification();
      expect(state).toBe('failing');
      expect(links.filter((link) => link['state'] === 'failing')).toMatchObject([broken]);
      expect(await world.events()).toContain('configuration.failing');
      const done = people.length - world.changedOtherThan(1, people).length;
      expect(done).toBe(15);
      const refused = world.service.workspace.wire.faults.list().at(-1)!.hits;
      expect(refused).toBeLessThan(25); // at most ten in a row, and those that were under way

      await world.quarter();
      await world.quarter();
      expect(await world.run(run.runId)).toMatchObject({ state: 'waiting', parked: 0, failed: 0 });
      world.faults();
      for (let tick = 0; tick < 3; tick += 1) await world.quarter();
      expect(await world.run(run.runId)).toMatchObject({
        state: 'finished',
        done: people.length,
        failed: 0,
      });
      expect(world.changedOtherThan(1, people)).toStrictEqual([]);
      expect((await verification()).state).toBe('ok');
    },
  );
});

test('a missing right is tested with two of 40 updates every 15 minutes, and no more', async () => {
  world = await Rotating.open();
  await world.everybodyHasOne();
  world.faults({ operations: ['users.update'], fault: FORBIDDEN });
  await world.quarter();
  const refused = (): number => world.service.workspace.wire.faults.list()[0]!.hits;
  const first = refused();
  expect(first).toBeLessThan(25);
  for (let tick = 0; tick < 8; tick += 1) await world.quarter();
  expect(refused() - first).toBeLessThanOrEqual(16);
  const failing = (await verification()).links.filter(({ state }) => state === 'failing');
  expect(failing).toMatchObject([{ id: 'admin', code: 'not-authorized' }]);
});

describe('a malformed listing', () => {
  const entryOf = (address: string): string => `\\{[^{}]*"primaryEmail":"${address}"[^{}]*\\}`;

  beforeEach(async () => {
    world = await Rotating.open();
  });

  test('with an entry that is only an id: all users are rotated', async () => {
    const people = await world.everybodyHasOne();
    world.faults({
      operations: ['users.list'],
      fault: {
        kind: 'rewritten-reply',
        pattern: entryOf('bob@example.com'),
        replacement: '{"id":"77"}',
      },
    });
    const { runId } = await world.quarter();
    expect(await world.run(runId!)).toMatchObject({ state: 'finished', done: people.length });
    world.service.clock.advance(3_600_000);
    expect(await world.rotate('all')).toMatchObject({ state: 'finished', done: people.length });
    expect(world.changedOtherThan(2, people)).toStrictEqual([]);
  });

  test('with one user without a suspension status: all others are rotated', async () => {
    const people = await world.everybodyHasOne();
    const users = ['users.list', 'users.get'] as const;
    const rule = (operation: (typeof users)[number]): FaultRule => ({
      operations: [operation],
      ...(operation === 'users.get' ? { userKey: 'bob@example.com' } : {}),
      fault: {
        kind: 'rewritten-reply',
        pattern: '("primaryEmail":"bob@example.com"[^{}]*"suspended":)false',
        replacement: '$1null',
      },
    });
    world.faults(...users.map(rule));
    const run = await world.rotate('all');
    expect(run).toMatchObject({ state: 'finished', total: 35, done: 34, failed: 1 });
    expect(world.changedOtherThan(1, people)).toStrictEqual(['bob@example.com']);
    expect(await world.shown('query=bob@')).toMatchObject([{ lastFailure: { code: 'no-answer' } }]);
  });

  test('with the same token for ever: it ends, within the pace, and all users are rotated', async () => {
    const people = await world.everybodyHasOne();
    const again = Buffer.from('email:alice@example.com').toString('base64url');
    world.faults({
      operations: ['users.list'],
      fault: {
        kind: 'rewritten-reply',
        pattern: '\\}$',
        replacement: `,"nextPageToken":"${again}"}`,
      },
    });
    const run = await world.rotate('all');
    expect(run).toMatchObject({ state: 'finished', total: 35, done: 35 });
    expect(world.changedOtherThan(1, people)).toStrictEqual([]);
    expect(world.service.workspace.wire.statistics.report().calls['users.list']).toBeLessThan(4);
  });
});
