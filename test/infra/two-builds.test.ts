import { begin, roll, type Tools } from '../../scripts/rollout-of-revisions';
import { FakeCloudRun } from './fake-cloud-run';

// Two builds at once: the newer one begins in the middle of the older one's rollout. Whatever the older one finds
// afterwards, it moves no call and takes away no tag of the newer one.

const NAMES = ['configuration', 'passwords', 'rotation', 'rotation-worker'];
const all = (image: string) => Object.fromEntries(NAMES.map((name) => [name, image]));

let cloud: FakeCloudRun;
let said: string[];
beforeEach(() => {
  cloud = new FakeCloudRun(NAMES, 'one');
  said = [];
});

type Test = Tools['smokeTest'];
const tools = (smokeTest: Test = () => Promise.resolve(true)): Tools => ({
  place: { project: 'acme-passwords', region: 'europe-west1' },
  gcloud: cloud.gcloud,
  say: (line) => said.push(line),
  smokeTest,
});

const newerBuild = async (smokeTest?: Test): Promise<boolean> => {
  cloud.apply('three', await begin(tools(smokeTest)));
  return roll(tools(smokeTest), 'three');
};

it('leaves the newer build’s calls alone when its own test after the switch fails late', async () => {
  cloud.apply('two', await begin(tools()));
  let newer: boolean | undefined;
  const older = await roll(
    tools(async (tag) => {
      if (tag !== undefined) return true;
      newer = await newerBuild();
      return false;
    }),
    'two',
  );
  expect([older, newer]).toEqual([false, true]);
  expect(cloud.images()).toEqual(all('three'));
  expect(cloud.followLatest()).toEqual(NAMES);
});

it('leaves them alone when gcloud fails late', async () => {
  cloud.apply('two', await begin(tools()));
  const older: Tools = {
    ...tools(),
    gcloud: async (args) => {
      if (!args.some((each) => each.startsWith('--to-revisions=passwords')))
        return cloud.gcloud(args);
      await newerBuild();
      throw new Error('ERROR: (gcloud.run.services.update-traffic) deadline exceeded');
    },
  };
  expect(await roll(older, 'two')).toBe(false);
  expect(cloud.images()).toEqual(all('three'));
});

it('leaves the newer build’s tags alone when its own test before the switch fails', async () => {
  cloud.apply('two', await begin(tools()));
  // The newer build has tagged, and is in its first test, when the older one ends.
  let ended: (() => void) | undefined;
  let newer: Promise<boolean> | undefined;
  const older = roll(
    tools(async () => {
      await new Promise<void>((begun) => {
        newer = newerBuild(async (tag) => {
          if (tag === undefined) return false;
          begun();
          await new Promise<void>((resolve) => (ended = resolve));
          return true;
        });
      });
      return false;
    }),
    'two',
  );
  expect(await older).toBe(false);
  ended?.();
  expect(await newer).toBe(false);
  // Its second test failed, so it came back by itself.
  expect(said.at(-1)).toBe('The former revisions get all calls again.');
  expect(cloud.images()).toEqual(all('one'));
});

it('does not take the newer build’s revisions for its own', async () => {
  cloud.apply('two', await begin(tools()));
  cloud.apply('three', await begin(tools()));
  expect(await roll(tools(), 'two')).toBe(false);
  expect(said).toEqual([
    'Another build has begun a rollout since. This one ends here and moves nothing.',
  ]);
  expect(await roll(tools(), 'three')).toBe(true);
  expect(await roll(tools(), 'two')).toBe(false);
  expect(cloud.images()).toEqual(all('three'));
});
