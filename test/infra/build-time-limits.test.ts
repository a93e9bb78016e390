import {
  begin,
  GCLOUD_WITHIN_MS,
  roll,
  SMOKE_TEST_WITHIN_MS,
  type Tools,
} from '../../scripts/rollout-of-revisions';
import { cloudBuild } from './cloud-build';
import { FakeCloudRun } from './fake-cloud-run';

// A rollout that runs out of time is killed with the new revisions at work, so the limits of the builds leave each part
// the time that it may take.

const BOTH = [cloudBuild(), cloudBuild('cloudbuild.promote.yaml')];
const FUNCTIONS = ['configuration', 'passwords', 'rotation', 'rotation-worker', 'self-service'];

const seconds = (text: string): number => Number(/^(\d+)s$/.exec(text)?.[1]);

/** The longest time until each step has ended, by its id. Without waitFor, a step waits for all before it. */
function ends({ steps }: (typeof BOTH)[number]): number {
  const ended = new Map<string, number>();
  for (const { id, timeout, waitFor } of steps) {
    const before = waitFor ?? [...ended.keys()];
    const begins = Math.max(
      0,
      ...before.map((each) => (each === '-' ? 0 : Number(ended.get(each)))),
    );
    ended.set(id, begins + seconds(timeout));
  }
  return Math.max(...ended.values());
}

it('gives every step a time limit, and the build at least as much as its steps', () => {
  for (const build of BOTH) {
    for (const { timeout } of build.steps) expect(seconds(timeout)).toBeGreaterThan(0);
    expect(seconds(build.timeout)).toBeGreaterThanOrEqual(ends(build));
  }
});

it('gives a rollout the time to come back, and the next one the time to end it', async () => {
  const cloud = new FakeCloudRun(FUNCTIONS, 'one');
  const tools: Tools = {
    place: { project: 'acme-passwords', region: 'europe-west1' },
    gcloud: cloud.gcloud,
    say: () => undefined,
    smokeTest: (tag) => Promise.resolve(tag !== undefined),
  };
  const limitMs = (id: string) =>
    Math.min(
      ...BOTH.map(
        ({ steps }) => seconds(steps.find((step) => step.id.startsWith(id))?.timeout ?? '') * 1000,
      ),
    );
  cloud.apply('two', await begin(tools));
  cloud.startOver();
  await roll(tools, 'two');
  const longest = cloud.calls.length * GCLOUD_WITHIN_MS + 2 * SMOKE_TEST_WITHIN_MS;
  expect(limitMs('roll out')).toBeGreaterThanOrEqual(longest);

  cloud.apply('three', await begin(tools));
  cloud.startOver();
  cloud.fault = { call: 12, kind: 'killed', effect: true };
  await expect(roll(tools, 'three')).rejects.toThrow();
  cloud.startOver();
  await begin(tools);
  expect(cloud.calls.join('\n')).toContain('--to-revisions=self-service-00001-abc=100');
  expect(limitMs('begin')).toBeGreaterThanOrEqual(cloud.calls.length * GCLOUD_WITHIN_MS);
});
