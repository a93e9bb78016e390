import { type GoogleFailureCode } from '../../../functions/domain/google-failure';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
  await world.people(30);
});

/** Google refuses the passwords of these users so. */
function refuses(isRefused: (id: string) => boolean, code: GoogleFailureCode, retryAfterMs = 0) {
  const { directory } = world.google;
  const setPassword = directory.setPassword.bind(directory);
  directory.setPassword = (...sent) =>
    isRefused(sent[0])
      ? Promise.resolve({ kind: 'rejected', failure: { code, httpStatus: 403, retryAfterMs } })
      : setPassword(...sent);
}

const quarters = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
};
const failing = (): number =>
  world.outbox.published.filter(({ type }) => type === 'configuration.failing').length;

describe.each([
  ['quota-exceeded', 10_000],
  ['quota-exceeded', MINUTE],
  ['quota-exceeded', 5 * MINUTE],
  ['daily-quota-exceeded', 0],
  ['domain-refused', 0],
] as const)('one user is always answered %s, Retry-After %d ms', (code, retryAfterMs) => {
  test('the run ends within two hours, and who becomes due later is rotated', async () => {
    await world.person(40, { nextRotationAt: epochMs(world.clock.now() + 2 * HOUR) });
    const { id } = crowdUser(7);
    refuses((refused) => refused === id, code, retryAfterMs);
    await world.quarter();
    const { runId } = await world.run();
    await quarters(7);
    expect(await world.runs.read(runId)).toMatchObject({
      state: 'finished',
      counts: { done: 29, failed: 1, parked: 0 },
    });
    await quarters(8);
    expect(world.account(40).current).toMatchObject({ version: 2 });
    await quarters(96);
    const told = code === 'domain-refused' ? code : 'quota-exceeded';
    expect(world.account(7)).toMatchObject({ status: 'active', lastFailure: { code: told } });
  });
});

test('five users limited for good end their run within two hours, and nobody else fails', async () => {
  const limited = [3, 4, 5, 6, 29].map((number) => crowdUser(number).id);
  refuses((id) => limited.includes(id as never), 'quota-exceeded', MINUTE);
  await world.quarter();
  const { runId } = await world.run();
  await quarters(7);
  expect(await world.runs.read(runId)).toMatchObject({
    state: 'finished',
    counts: { done: 25, failed: 5, parked: 0 },
  });
});

test.each([15, 30, 60])(
  'ticks %d minutes apart end the run of a user whose failure names the connection',
  async (minutes) => {
    refuses((id) => id === crowdUser(7).id, 'domain-refused');
    await world.quarter();
    const { runId } = await world.run();
    for (let tick = 0; tick < 12; tick += 1) {
      await world.tick();
      await world.tasks.pass(minutes * MINUTE);
    }
    expect(await world.runs.read(runId)).toMatchObject({
      state: 'finished',
      counts: { done: 29, failed: 1 },
    });
  },
);

test('without an answer for anybody, nobody is counted for the quota of a day', async () => {
  refuses(() => true, 'daily-quota-exceeded');
  world.google.onFind = () => 'daily-quota-exceeded';
  await quarters(96);
  expect(await world.run()).toMatchObject({
    state: 'waiting',
    counts: { done: 0, failed: 0, parked: 0 },
  });
});

test('updates of all users that name the connection are told each time, and park nobody in two days', async () => {
  refuses(() => true, 'domain-refused');
  await quarters(2 * 96);
  expect(failing()).toBeGreaterThan(48);
  expect(world.all().filter(({ status }) => status === 'parked')).toStrictEqual([]);
  expect((await world.configurations.read()).verification).toMatchObject({ state: 'failing' });
});
