import { begin, recover, roll, type Tools } from '../../scripts/rollout-of-revisions';
import { FakeCloudRun } from './fake-cloud-run';

const NAMES = ['configuration', 'passwords', 'rotation', 'rotation-worker', 'self-service'];
const all = (image: string) => Object.fromEntries(NAMES.map((name) => [name, image]));

/** The two tests of a rollout: the one before the switch, and the one after it. */
type Tests = { readonly before: boolean; readonly after: boolean };
const PASS: Tests = { before: true, after: true };

let cloud: FakeCloudRun;
let said: string[];
beforeEach(() => {
  cloud = new FakeCloudRun(NAMES, 'one');
  said = [];
});

function tools(tests: Tests = PASS): Tools {
  return {
    place: { project: 'acme-passwords', region: 'europe-west1' },
    gcloud: cloud.gcloud,
    say: (line) => said.push(line),
    smokeTest: (tag) => {
      // What a test saw goes into the record, between the calls of gcloud.
      const images = NAMES.map((name) => cloud.imageAt(name, tag));
      cloud.calls.push(`test ${tag ?? 'all calls'}: ${[...new Set(images)].join(' and ')}`);
      return Promise.resolve(tag === undefined ? tests.after : tests.before);
    },
  };
}

/** A build, as cloudbuild.yaml has it. Terraform fails where a revision is never ready, and ends the build. */
async function build(image: string, tests = PASS, neverReady: readonly string[] = []) {
  const serving = await begin(tools(tests));
  cloud.apply(image, serving, neverReady);
  return roll(tools(tests), image);
}

const order = () =>
  cloud.calls.map((call) =>
    call
      .replace(/^run services update-traffic (\S+) .*?(--(?:set|to|clear)\S+).*$/, '$1 $2')
      .replace(/^run services list .*$/, 'list'),
  );

it('gives new revisions calls after their test, and tests again', async () => {
  expect(await build('two')).toBe(true);
  expect(order().filter((each) => /^(list|test|passwords)/.test(each))).toEqual([
    'list',
    'list',
    'list',
    'passwords --set-tags=candidate=passwords-00002-abc,former=passwords-00001-abc',
    'test candidate: two',
    'list',
    'passwords --to-revisions=passwords-00002-abc=100',
    'test all calls: two',
    'list',
    'passwords --to-latest',
    'passwords --clear-tags',
  ]);
  expect(cloud.images()).toEqual(all('two'));
  expect(cloud.tags()).toEqual([]);
  expect(cloud.followLatest()).toEqual(NAMES);
});

it('sends no call to the new revisions when the test before the switch fails', async () => {
  expect(await build('two', { before: false, after: true })).toBe(false);
  expect(order().some((each) => each.includes('--to-'))).toBe(false);
  expect(cloud.images()).toEqual(all('one'));
  expect(cloud.tags()).toEqual([]);
  expect(said.at(-1)).toBe(
    'No call has reached the new revisions: the former ones keep all calls.',
  );
});

it('brings the former revisions back when the test after the switch fails', async () => {
  expect(await build('two', { before: true, after: false })).toBe(false);
  expect(cloud.calls).toContain('test all calls: two');
  expect(cloud.images()).toEqual(all('one'));
  expect(cloud.tags()).toEqual([]);
  expect(said.at(-1)).toBe('The former revisions get all calls again.');
});

it('leaves all calls where they are when a revision is never ready', async () => {
  expect(await build('two', PASS, ['rotation'])).toBe(false);
  expect(said[0]).toBe('rotation: rotation-00002-abc never became ready.');
  expect(cloud.images()).toEqual(all('one'));
  expect(await build('three')).toBe(true);
  expect(cloud.images()).toEqual(all('three'));
});

it('tries the same image again after it came back', async () => {
  await build('two', { before: true, after: false });
  expect(await build('two')).toBe(true);
  expect(cloud.images()).toEqual(all('two'));
  expect(cloud.followLatest()).toEqual(NAMES);
});

it('tests what runs when Terraform has changed nothing', async () => {
  expect(await build('one')).toBe(true);
  expect(cloud.calls).toContain('test all calls: one');
  expect(await build('one', { before: true, after: false })).toBe(false);
  expect(cloud.images()).toEqual(all('one'));
});

it('begins with nothing to keep before the first functions, and rolls nothing out', async () => {
  cloud = new FakeCloudRun([], 'one');
  expect(await begin(tools())).toEqual({});
  expect(await roll(tools(), 'one')).toBe(false);
  expect(said).toEqual(['There is no function in acme-passwords, europe-west1.']);
});

it('refuses a function whose calls somebody has split', async () => {
  const passwords = cloud.services.get('passwords');
  if (passwords) {
    passwords.traffic = [
      { revision: 'passwords-00001-abc', percent: 90 },
      { revision: 'latest', percent: 10 },
    ];
  }
  await expect(begin(tools())).rejects.toThrow('Somebody has split the calls of passwords');
});

it('ends without a move when another build has begun a rollout since', async () => {
  cloud.apply('two', await begin(tools()));
  const late: Tools = {
    ...tools(),
    smokeTest: async (tag) => {
      if (tag !== undefined) await build('three');
      return true;
    },
  };
  expect(await roll(late, 'two')).toBe(false);
  expect(said.at(-1)).toContain('Another build has begun a rollout since.');
  expect(cloud.images()).toEqual(all('three'));
});

// Each call of a whole rollout in turn: the caller dies before or after it had its effect, or gcloud reports a failure.
const CALLS = 30;
const FAULTS = (['killed', 'fails'] as const).flatMap((kind) =>
  [false, true].flatMap((effect) =>
    Array.from({ length: CALLS }, (_each, at) => [at + 1, kind, effect] as const),
  ),
);

describe.each([PASS, { before: true, after: false }])('with tests that end in %o', (tests) => {
  it.each(FAULTS)(
    'call %i %s (effect: %s): no call is lost, and the next build puts it right',
    async (call, kind, effect) => {
      cloud.apply('two', await begin(tools()));
      cloud.startOver();
      cloud.fault = { call, kind, effect };
      const passed = await roll(tools(tests), 'two').catch(() => false);
      // Every function is reached, in the former or the new image, which read each other's records.
      expect(
        Object.values(cloud.images()).every((image) => image === 'one' || image === 'two'),
      ).toBe(true);
      if (passed) expect(cloud.images()).toEqual(all('two'));

      cloud.startOver();
      said = [];
      const left = cloud.tags().length > 0;
      await recover(tools());
      expect(said[0]?.startsWith('A rollout was interrupted.') ?? false).toBe(left);
      expect(cloud.tags()).toEqual([]);
      const [image, ...others] = new Set(Object.values(cloud.images()));
      expect(others).toEqual([]);
      if (!tests.after) expect(image).toBe('one');

      expect(await build('three')).toBe(true);
      expect(cloud.images()).toEqual(all('three'));
      expect(cloud.followLatest()).toEqual(NAMES);
    },
  );
});

it('counts the calls of a rollout, so that each of them is among the faults', async () => {
  cloud.apply('two', await begin(tools()));
  cloud.startOver();
  await roll(tools(), 'two');
  expect(cloud.calls.filter((call) => call.startsWith('run '))).toHaveLength(CALLS - 7);
});

it('says which function could not be brought back', async () => {
  cloud.apply('two', await begin(tools()));
  cloud.startOver();
  const stuck: Tools = {
    ...tools({ before: true, after: false }),
    gcloud: (args) =>
      args.includes('rotation') &&
      args.some((each) => each.includes('00001')) &&
      args.some((each) => each.startsWith('--to-revisions'))
        ? Promise.reject(new Error('ERROR: 503'))
        : cloud.gcloud(args),
  };
  await expect(roll(stuck, 'two')).rejects.toThrow('rotation may still run the new revision.');
  expect(cloud.images()).toEqual({ ...all('one'), rotation: 'two' });
  await recover(tools());
  expect(cloud.images()).toEqual(all('one'));
});
