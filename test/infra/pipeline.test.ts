import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { FakeCloudRun } from './fake-cloud-run';
import { pipeline, type Pipeline } from './fake-pipeline';

// The steps of cloudbuild.yaml and cloudbuild.promote.yaml that deploy, with their own scripts, against stateful fakes of
// gcloud and curl: staging, the approval's trigger, production, and the way back.

const FUNCTIONS = ['configuration', 'passwords', 'rotation', 'rotation-worker'];
const COMMIT = 'c'.repeat(40);
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const all = (image: string) => Object.fromEntries(FUNCTIONS.map((name) => [name, image]));

let staging: Pipeline;
let production: Pipeline;
beforeEach(async () => {
  staging = await pipeline(
    'acme-staging',
    new FakeCloudRun(FUNCTIONS, digest('0'), 'acme-staging'),
  );
  production = await pipeline('acme-passwords', new FakeCloudRun(FUNCTIONS, digest('0')), staging);
});
afterEach(async () => {
  await staging.stop();
  await production.stop();
});

it('deploys to staging, promotes that image to production, and refuses any other', async () => {
  expect(await staging.push(digest('1'), COMMIT)).toMatchObject({ failed: undefined });
  expect(staging.cloud.images()).toEqual(all(digest('1')));

  const unknown = await production.promote(digest('2'), COMMIT);
  expect(unknown.output).toContain(`does not have ${digest('2')}`);
  expect(production.cloud.images()).toEqual(all(digest('0')));

  const promoted = await production.promote(digest('1'), COMMIT);
  expect(promoted).toMatchObject({ failed: undefined });
  expect(promoted.output).toContain('The new revisions have passed both tests and get all calls.');
  expect(production.cloud.images()).toEqual(all(digest('1')));
});

it('refuses an image whose rollout failed in staging, and one of another commit', async () => {
  staging.health = ({ tag }) => tag !== undefined;
  const failed = await staging.push(digest('1'), COMMIT);
  expect(failed.failed).toMatch(/^roll out/);
  expect(failed.output).toContain('FAIL  rotation answers the scheduler: 503 instead of 200');
  expect(failed.output).toContain('The former revisions get all calls again.');
  expect(staging.cloud.images()).toEqual(all(digest('0')));
  const refused = await production.promote(digest('1'), COMMIT);
  expect(refused.failed).toMatch(/^find that the image/);
  expect(refused.output).toContain('but it has not passed there');

  staging.health = () => true;
  await staging.push(digest('1'), COMMIT);
  const other = await production.promote(digest('1'), 'd'.repeat(40));
  expect(other.output).toContain(`Run the trigger with --sha=${COMMIT}`);
  expect(production.cloud.images()).toEqual(all(digest('0')));
});

it('comes back in production when the test after the switch fails there', async () => {
  await staging.push(digest('1'), COMMIT);
  production.health = ({ tag, image }) => tag !== undefined || image === digest('0');
  const { failed } = await production.promote(digest('1'), COMMIT);
  expect(failed).toMatch(/^roll out/);
  expect(production.cloud.images()).toEqual(all(digest('0')));
  expect(production.cloud.tags()).toEqual([]);
});

it('sends nothing to a revision that fails its test before the switch', async () => {
  staging.health = ({ image }) => image === digest('0');
  const { failed, output } = await staging.push(digest('1'), COMMIT);
  expect(failed).toMatch(/^roll out/);
  expect(output).toContain('No call has reached the new revisions');
  expect(staging.cloud.images()).toEqual(all(digest('0')));
});

it('ends with the next build what a killed build has left, and says so', async () => {
  staging.cloud.fault = { call: 10, kind: 'killed', effect: true };
  await staging.push(digest('1'), COMMIT);
  expect(new Set(Object.values(staging.cloud.images())).size).toBe(2);
  staging.cloud.startOver();
  const { failed, output } = await staging.push(digest('2'), COMMIT);
  expect(output).toContain('A rollout was interrupted.');
  expect(failed).toBeUndefined();
  expect(staging.cloud.images()).toEqual(all(digest('2')));
});

it('does not record an image as passed whose revisions a newer build has replaced', async () => {
  const { cloud } = staging;
  const apply = cloud.apply.bind(cloud);
  cloud.apply = (image, serving) => {
    apply(image, serving);
    apply(image.replace(digest('1'), digest('2')), serving);
  };
  const { failed, output } = await staging.push(digest('1'), COMMIT);
  expect(failed).toMatch(/^roll out/);
  expect(output).toContain('Another build has begun a rollout since.');
  expect((await production.promote(digest('1'), COMMIT)).output).toContain('has not passed there');
});

it('deploys nothing with _DEPLOY=no', async () => {
  const { failed } = await staging.push(digest('1'), COMMIT, 'no');
  expect(failed).toBeUndefined();
  expect(staging.cloud.images()).toEqual(all(digest('0')));
  expect(staging.cloud.calls).toEqual([]);
});

it('promotes by the very steps that deploy a push', () => {
  const stepsOf = (file: string) =>
    (parse(readFileSync(file, 'utf8')) as { steps: { id: string }[] }).steps;
  const from = (file: string) => {
    const steps = stepsOf(file);
    return steps.slice(steps.findIndex(({ id }) => id.startsWith('begin ')));
  };
  expect(from('cloudbuild.promote.yaml')).toEqual(from('cloudbuild.yaml').slice(0, -1));
  expect(stepsOf('cloudbuild.yaml').at(-1)?.id).toMatch(/^record /);
});
