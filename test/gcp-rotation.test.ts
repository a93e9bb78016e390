import { type FunctionName } from '../functions/composition';
import { type Platform } from '../functions/platform';
import { parseEnv } from '../functions/env';
import { gcpPlatform } from '../functions/gcp-platform';
import {
  CALLER,
  QUEUE,
  type RunningCloudTasks,
  runningCloudTasks,
} from './fakes/running-cloud-tasks';
import { event } from './contracts/sample-documents';

let cloud: RunningCloudTasks;
beforeEach(async () => {
  cloud = await runningCloudTasks();
});
afterEach(() => {
  cloud.close();
});

/** The platform as `functions/index.ts` makes it, pointed at fakes. */
const platformOf = (name: FunctionName, more: Record<string, string> = {}): Platform =>
  gcpPlatform(
    parseEnv({
      FUNCTION_TARGET: name,
      GOOGLE_CLOUD_PROJECT: 'example-project',
      SERVICE_ACCOUNT_KEY_SECRET: 'projects/example-project/secrets/service-account-key',
      PASSWORD_KMS_KEY: 'projects/p/locations/l/keyRings/r/cryptoKeys/k',
      IAP_AUDIENCE: '/projects/1/locations/europe-west1/services/configuration',
      SYSTEM_MANAGEMENT_MEMBERS: 'ada@example.com',
      EVENTS_TOPIC: 'projects/example-project/topics/password-events',
      ROTATION_URL: cloud.target,
      ROTATION_WORKER_URL: cloud.target,
      ROTATION_QUEUE: QUEUE,
      TASKS_SERVICE_ACCOUNT: CALLER,
      CLOUD_TASKS_ROOT_URL: cloud.rootUrl,
      ...more,
    }),
    () => undefined,
  );

const task = { name: 'a', path: '/v1/rotation-tasks', body: { runId: 'r1', slice: 2 } } as const;

test.each(['rotation', 'rotation-worker'] as const)(
  '%s enqueues tasks for the worker',
  async (name) => {
    const { tasks } = platformOf(name);
    expect(await tasks.enqueue(task)).toBe('taken');
    await cloud.pass(1_000);
    expect(cloud.worker.arrivals).toMatchObject([
      { path: '/v1/rotation-tasks', audience: cloud.target, body: { runId: 'r1', slice: 2 } },
    ]);
  },
);

test('`configuration` wakes `rotation` by a call of its own, and has no queue', async () => {
  const { waker, tasks } = platformOf('configuration');
  expect(await waker.wake('r1')).toBe(true);
  expect(cloud.worker.arrivals).toMatchObject([{ path: '/v1/rotations', body: { runId: 'r1' } }]);
  await expect(tasks.enqueue(task)).rejects.toThrow('ROTATION_QUEUE is not set for this function.');
});

test('`passwords` has no queue', async () => {
  const { tasks } = platformOf('passwords');
  await expect(tasks.enqueue(task)).rejects.toThrow('ROTATION_QUEUE is not set for this function.');
});

test.each(['passwords', 'rotation', 'rotation-worker'] as const)(
  '%s wakes nobody',
  async (name) => {
    const { waker } = platformOf(name);
    await expect(waker.wake('r1')).rejects.toThrow('ROTATION_URL is not set for this function.');
  },
);

test('runs call Google at the configured pace, several users at once', () => {
  const pace = { DIRECTORY_CALLS_PER_SECOND: '30', DIRECTORY_CONCURRENCY: '20' };
  expect(platformOf('rotation-worker', pace)).toMatchObject({
    callsPerSecond: 30,
    callsAtOnce: 20,
  });
  expect(platformOf('configuration', pace)).toMatchObject({ callsPerSecond: 30 });
  expect(platformOf('rotation-worker')).toMatchObject({ callsPerSecond: 25, callsAtOnce: 10 });
});

test('events go to the topic, at the emulator if one is named', async () => {
  const { events } = platformOf('passwords', { PUBSUB_EMULATOR_HOST: new URL(cloud.rootUrl).host });
  // The fake is not Pub/Sub. Its refusal shows which address was called.
  await expect(events.publish([event('a', 1)])).rejects.toThrow(/^Pub\/Sub publish: HTTP 404$/);
});
