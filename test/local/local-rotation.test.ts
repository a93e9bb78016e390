import { type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { identifyByIam } from '../../functions/http/caller';
import { jsonLog } from '../../functions/log';
import { localFunctions } from '../../local/local-functions';
import { LocalRotation } from '../../local/local-rotation';
import { type DataFolder, openDataFolder } from '../../local/platform/data-folder';
import { instantFlush } from '../fakes/instant-flush';
import { ManualTimer } from '../fakes/manual-timer';
import { newFolder } from './platform/new-folder';

type Received = { name: string; method: string; path: string; body: string; caller: unknown };

const ENV = { rotationIntervalSeconds: 900 };

let folder: DataFolder;
let timer: ManualTimer;
let rotation: LocalRotation;
let received: Received[];
let answer: (call: Received, response: ServerResponse) => void;

beforeEach(async () => {
  folder = await openDataFolder(newFolder(), { flush: instantFlush });
  timer = new ManualTimer();
  received = [];
  answer = (_call, response) => response.writeHead(200).end('{}');
  rotation = new LocalRotation({
    folder,
    env: ENV,
    timer,
    log: jsonLog(() => undefined),
    newId: () => 'id',
  });
});
afterEach(async () => {
  await rotation.stop();
  folder.close();
});

/** Starts it with functions inside functions-framework that record their calls. */
function start(): void {
  rotation.start(
    localFunctions((name) => async (request, response) => {
      const caller = await identifyByIam(request.headers);
      const call = {
        name,
        method: request.method ?? '',
        path: request.url ?? '',
        body: await text(request),
        caller: 'email' in caller ? caller.email : caller,
      };
      received.push(call);
      answer(call, response);
    }),
  );
}

async function pass(ms: number): Promise<void> {
  await timer.advance(ms, async () => {
    for (let calm = 0; calm < 20; calm += 1) await turn();
  });
}

const task = (name: string) =>
  ({
    name,
    path: '/v1/rotation-tasks',
    body: { runId: name, slice: 1 },
  }) as const;

test('`rotation` is called at the start and every 15 minutes, as by the scheduler', async () => {
  start();
  await pass(1_000);
  expect(received).toStrictEqual([
    {
      name: 'rotation',
      method: 'POST',
      path: '/v1/rotations',
      body: '{"scope":"due"}',
      caller: 'rotation-scheduler@localhost',
    },
  ]);
  await pass(1_800_000);
  expect(received).toHaveLength(3);
});

test('a task reaches its function as the tasks’ caller, through its parsers', async () => {
  start();
  await rotation.tasks.enqueue(task('zoë'));
  await pass(1_000);
  expect(received.filter(({ name }) => name === 'rotation-worker')).toStrictEqual([
    {
      name: 'rotation-worker',
      method: 'POST',
      path: '/v1/rotation-tasks',
      body: '{"runId":"zoë","slice":1}',
      caller: 'rotation-tasks@localhost',
    },
  ]);
});

test('waking calls `rotation` at once, as `configuration` does, and returns the result', async () => {
  expect(await rotation.waker.wake('r1')).toBe(false); // not started: the first tick will find the run
  answer = ({ body }, response) => {
    response.writeHead(body.includes('r1') ? 202 : 503).end('{}');
  };
  start();
  expect(await rotation.waker.wake('r1')).toBe(true);
  expect(await rotation.waker.wake('r2')).toBe(false);
  expect(received.filter(({ body }) => body.includes('runId'))).toStrictEqual(
    ['r1', 'r2'].map((runId) => ({
      name: 'rotation',
      method: 'POST',
      path: '/v1/rotations',
      body: JSON.stringify({ runId }),
      caller: 'configuration@localhost',
    })),
  );
});

test('a 503 is retried exactly when it asks to be', async () => {
  const at: number[] = [];
  answer = ({ name }, response) => {
    if (name !== 'rotation-worker') response.writeHead(200).end();
    else if (at.push(timer.now()) > 1) response.writeHead(200).end();
    else response.writeHead(503, { 'retry-after': '3' }).end();
  };
  start();
  await rotation.tasks.enqueue(task('a'));
  await pass(10_000);
  expect(at[1]! - at[0]!).toBe(3_000);
});

test('a task that runs for minutes is called once, and delays no other', async () => {
  const done = Promise.withResolvers<undefined>();
  answer = ({ name, body }, response) => {
    if (name !== 'rotation-worker' || !body.includes('slow')) response.writeHead(200).end();
    else void done.promise.then(() => response.writeHead(200).end());
  };
  start();
  await rotation.tasks.enqueue(task('slow'));
  await rotation.tasks.enqueue(task('other'));
  await pass(240_000);
  const called = received.filter(({ name }) => name === 'rotation-worker').map(({ body }) => body);
  expect(called.toSorted()).toStrictEqual([
    '{"runId":"other","slice":1}',
    '{"runId":"slow","slice":1}',
  ]);
  done.resolve(undefined);
});

test('a function that breaks the connection is called again', async () => {
  let calls = 0;
  answer = ({ name }, response) => {
    if (name === 'rotation-worker' && (calls += 1) === 1) response.destroy();
    else response.writeHead(200).end();
  };
  start();
  await rotation.tasks.enqueue(task('a'));
  await pass(9_900);
  expect(calls).toBe(1);
  await pass(1_000);
  expect(calls).toBe(2);
});
