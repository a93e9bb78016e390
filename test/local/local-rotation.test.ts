import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { epochMs } from '../../functions/domain/time';
import { identifyByIam } from '../../functions/http/caller';
import { jsonLog } from '../../functions/log';
import { InteractiveCalls } from '../../local/interactive-calls';
import { localFunctions } from '../../local/local-functions';
import { LocalRotation } from '../../local/local-rotation';
import { type DataFolder, openDataFolder } from '../../local/platform/data-folder';
import { instantFlush } from '../fakes/instant-flush';
import { ManualTimer } from '../fakes/manual-timer';
import { newFolder } from './platform/new-folder';

type Received = { name: string; method: string; path: string; body: string; caller: unknown };

const ENV = { rotationIntervalSeconds: 900, directoryCallsPerSecond: 25, directoryConcurrency: 10 };

let folder: DataFolder;
let timer: ManualTimer;
let interactive: InteractiveCalls;
let rotation: LocalRotation;
let received: Received[];
let answer: (call: Received, response: ServerResponse) => void;

beforeEach(async () => {
  folder = await openDataFolder(newFolder(), instantFlush);
  timer = new ManualTimer();
  interactive = new InteractiveCalls();
  received = [];
  answer = (_call, response) => response.writeHead(200).end('{}');
  rotation = new LocalRotation({
    folder,
    env: ENV,
    interactive,
    timer,
    log: jsonLog(() => undefined),
    newId: () => 'id',
  });
});
afterEach(async () => {
  await rotation.stop();
  folder.close();
});

/** Starts it before functions that note what they are called with, inside functions-framework. */
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
    target: 'rotation-worker',
    path: '/v1/rotation-tasks',
    body: { userId: name, runId: 'r' },
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
      body: '{"userId":"zoë","runId":"r"}',
      caller: 'rotation-tasks@localhost',
    },
  ]);
});

test('waking puts one task for `rotation` into the queue, however often', async () => {
  expect(await rotation.waker.wake('r1')).toBe(true);
  expect(await rotation.waker.wake('r1')).toBe(true);
  start();
  await pass(1_000);
  const woken = received.filter(({ body }) => body === '{"runId":"r1"}');
  expect(woken.map(({ name, path }) => [name, path])).toStrictEqual([
    ['rotation', '/v1/rotations'],
  ]);
});

test('a 429 comes back just when it asks to', async () => {
  const at: number[] = [];
  answer = ({ name }, response) => {
    if (name !== 'rotation-worker') response.writeHead(200).end();
    else if (at.push(timer.now()) > 1) response.writeHead(200).end();
    else response.writeHead(429, { 'retry-after': '3' }).end();
  };
  start();
  await rotation.tasks.enqueue(task('a'));
  await pass(10_000);
  expect(at[1]! - at[0]!).toBe(3_000);
});

test('nothing is dispatched while the shared pace stands still', async () => {
  await folder.pace.transact(() => ({
    write: {
      callsPerSecond: 5,
      pausedUntil: epochMs(timer.now() + 4_000),
      refusals: 1,
      updatedAt: timer.now(),
    },
    result: undefined,
  }));
  start();
  await rotation.tasks.enqueue(task('a'));
  await pass(3_900);
  expect(received.filter(({ name }) => name === 'rotation-worker')).toHaveLength(0);
  await pass(1_000);
  expect(received.filter(({ name }) => name === 'rotation-worker')).toHaveLength(1);
});

test('tasks give way to calls that somebody waits for', async () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  interactive.count(response);
  start();
  await Promise.all(
    Array.from({ length: 40 }, (_, index) => rotation.tasks.enqueue(task(`t${index}`))),
  );
  await pass(2_000);
  expect(received.length).toBeLessThan(12);
  response.emit('close');
  await pass(2_000);
  expect(received).toHaveLength(41);
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
