import {
  CANDIDATE,
  type CloudRunFunction,
  FORMER,
  functionsIn,
  type Gcloud,
  type Place,
  updateTraffic,
} from './cloud-run-functions';

/** What a rollout works with. */
export type Tools = {
  readonly place: Place;
  readonly gcloud: Gcloud;
  /** Tests all functions: with a tag, the revisions that have it; without one, those that get the calls. */
  readonly smokeTest: (tag?: string) => Promise<boolean>;
  readonly say: (line: string) => void;
};

/**
 * The longest that one test may take. Its 42 attempts of 30 s would outlast the step of the build, which then ends with
 * the new revisions at work.
 */
export const SMOKE_TEST_WITHIN_MS = 240_000;

/** The longest that one call of gcloud may take. */
export const GCLOUD_WITHIN_MS = 60_000;

/** The revision of each function that keeps all calls while a new one is tested: Terraform's `serving`. */
export type Serving = Readonly<Record<string, string>>;

/**
 * The first step of a deployment: ends what an interrupted rollout has left, then says which revisions keep the
 * calls. Terraform pins the calls to them, so that the revisions it makes get none.
 */
export async function begin(tools: Tools): Promise<Serving> {
  await recover(tools);
  const functions = await functionsIn(tools.gcloud, tools.place);
  return Object.fromEntries(
    functions.flatMap(({ name, serving }) => (serving === undefined ? [] : [[name, serving]])),
  );
}

/** A function with a new revision. */
type Step = { readonly name: string; readonly from: string; readonly to: string };

/**
 * Tests the new revisions without calls, gives them all calls, and tests again. Returns false with the former
 * revisions at work if anything failed. `image` is the one that Terraform has just applied: if the newest revision of a
 * function has another one, somebody has applied since, and this rollout would test theirs.
 */
export async function roll(tools: Tools, image: string): Promise<boolean> {
  const functions = await functionsIn(tools.gcloud, tools.place);
  if (functions.length === 0) {
    tools.say(`There is no function in ${tools.place.project}, ${tools.place.region}.`);
    return false;
  }
  if (functions.some(({ newestImage }) => newestImage !== image)) return ended(tools);
  const unready = functions.filter(({ newestIsReady }) => !newestIsReady);
  for (const { name, newest } of unready) tools.say(`${name}: ${newest} never became ready.`);
  if (unready.length > 0) return unchanged(tools);

  const steps = functions.flatMap(({ name, serving, newest }): Step[] =>
    serving === undefined || serving === newest ? [] : [{ name, from: serving, to: newest }],
  );
  if (steps.length === 0) {
    tools.say('Every function already runs its newest revision.');
    return testInPlace(tools);
  }
  // While tags are set or taken away here, a missing one does not show another build.
  let shows: 'ended' | 'begun' = 'begun';
  try {
    await tagAll(tools, steps);
    shows = 'ended';
    const passed = await tools.smokeTest(CANDIDATE);
    if (await takenOver(tools, steps)) return ended(tools);
    if (!passed) {
      await clearTags(tools, steps);
      return unchanged(tools);
    }
    for (const step of steps) await move(tools, step.name, step.to);
    const passedAgain = await tools.smokeTest();
    if (await takenOver(tools, steps)) return ended(tools);
    if (passedAgain) {
      shows = 'begun';
      await settle(tools, steps);
      tools.say('The new revisions have passed both tests and get all calls.');
      return true;
    }
  } catch (error) {
    tools.say(error instanceof Error ? error.message : String(error));
    if (await takenOver(tools, steps, shows).catch(() => false)) return ended(tools);
  }
  await comeBack(tools, steps);
  return false;
}

/** Without new revisions, nothing can come back by itself: the test only reports. */
async function testInPlace(tools: Tools): Promise<boolean> {
  const passed = await tools.smokeTest();
  for (const { name, followsLatest } of await functionsIn(tools.gcloud, tools.place)) {
    if (passed && !followsLatest)
      await updateTraffic(tools.gcloud, tools.place, name, '--to-latest');
  }
  return passed;
}

function ended({ say }: Tools): false {
  say('Another build has begun a rollout since. This one ends here and moves nothing.');
  return false;
}

function unchanged({ say }: Tools): false {
  say('No call has reached the new revisions: the former ones keep all calls.');
  return false;
}

async function tagAll({ gcloud, place }: Tools, steps: readonly Step[]): Promise<void> {
  for (const { name, from, to } of steps) {
    const tags = `--set-tags=${CANDIDATE}=${to},${FORMER}=${from}`;
    await updateTraffic(gcloud, place, name, tags);
  }
}

async function move({ gcloud, place, say }: Tools, name: string, to: string): Promise<void> {
  await updateTraffic(gcloud, place, name, `--to-revisions=${to}=100`);
  say(`${name}: all calls go to ${to}.`);
}

/**
 * Whether another build has ended this rollout, which takes away its tags, or has already tagged its own revisions
 * (`begun`). The newest build wins.
 */
async function takenOver(
  tools: Tools,
  steps: readonly Step[],
  asked: 'ended' | 'begun' = 'ended',
): Promise<boolean> {
  const now = new Map(
    (await functionsIn(tools.gcloud, tools.place)).map((each) => [each.name, each.candidate]),
  );
  return steps.some(({ name, to }) => {
    const candidate = now.get(name);
    return candidate !== to && (asked === 'ended' || candidate !== undefined);
  });
}

/** First every function follows its newest revision, then the tags go: recover tells from it that both tests passed. */
async function settle(tools: Tools, steps: readonly { readonly name: string }[]): Promise<void> {
  for (const { name } of steps) {
    await updateTraffic(tools.gcloud, tools.place, name, '--to-latest');
  }
  await clearTags(tools, steps);
}

async function clearTags(tools: Tools, steps: readonly { readonly name: string }[]): Promise<void> {
  for (const { name } of steps) {
    await updateTraffic(tools.gcloud, tools.place, name, '--clear-tags');
  }
}

/** Brings every function back that can be brought back, and clears tags only once all of them are. */
async function comeBack(
  tools: Tools,
  steps: readonly { readonly name: string; readonly from: string }[],
): Promise<void> {
  const stuck: string[] = [];
  for (const { name, from } of steps) {
    try {
      await move(tools, name, from);
    } catch (error) {
      stuck.push(name);
      tools.say(`${name} could not be brought back: ${String(error)}`);
    }
  }
  if (stuck.length > 0) {
    throw new Error(
      `${stuck.join(', ')} may still run the new revision. Run the build again, or: docs/operate.md, "When a rollout stopped".`,
    );
  }
  await clearTags(tools, steps);
  tools.say('The former revisions get all calls again.');
}

/**
 * Ends what an interrupted rollout has left. If both tests had passed, the new revisions stay; otherwise the
 * former ones get all calls again. Does nothing if no rollout was interrupted.
 */
export async function recover(tools: Tools): Promise<void> {
  const left = (await functionsIn(tools.gcloud, tools.place)).filter(
    ({ candidate, former }) => candidate !== undefined || former !== undefined,
  );
  if (left.length === 0) return;
  tools.say(`A rollout was interrupted. ${left.map(standing).join(' ')}`);
  if (left.some(({ followsLatest }) => followsLatest)) {
    await settle(tools, left);
    tools.say('Both of its tests had passed: its revisions get all calls.');
    return;
  }
  await comeBack(
    tools,
    left.flatMap(({ name, former }) => (former === undefined ? [] : [{ name, from: former }])),
  );
}

/** One sentence on a function for `status`, and for the log of a build. */
export function standing({
  name,
  serving,
  followsLatest,
  candidate,
  former,
}: CloudRunFunction): string {
  const tags = [
    ...(candidate === undefined ? [] : [`${CANDIDATE} ${candidate}`]),
    ...(former === undefined ? [] : [`${FORMER} ${former}`]),
  ];
  const how = followsLatest ? 'the newest revision' : 'pinned';
  return `${name}: ${serving ?? 'no revision is ready'} (${[how, ...tags].join(', ')}).`;
}
