import { type GoogleFailureCode } from '../../../functions/domain/google-failure';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;
let world: RotationWorld;
let code: GoogleFailureCode | undefined;

beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
  await world.people(30);
  code = 'quota-exceeded';
  const { directory } = world.google;
  const set = directory.setPassword.bind(directory);
  directory.setPassword = (...sent) =>
    code
      ? Promise.resolve({
          kind: 'rejected',
          failure: { code, httpStatus: 403, retryAfterMs: MINUTE },
        })
      : set(...sent);
});

const policy = (paused: boolean) =>
  world.configurations.transact((current) => ({
    write: { ...current, policy: { ...current.policy, paused } },
    result: undefined,
  }));

/** Google limits the updates of all for less than a quarter of an hour; then the administrator pauses for a day. */
async function shortShortageThenPause(): Promise<string> {
  await world.quarter();
  const run = await world.run();
  await policy(true);
  for (let q = 0; q < 96; q += 1) await world.quarter();
  await policy(false);
  return run.runId;
}

test('a fresh shortage of two minutes counts nobody', async () => {
  await world.tick();
  await world.tasks.pass(2 * MINUTE);
  code = undefined;
  for (let q = 0; q < 8; q += 1) await world.quarter();
  expect((await world.run()).counts).toMatchObject({ done: 30, failed: 0 });
});

test('after the pause, a shortage of two minutes counts nobody', async () => {
  const id = await shortShortageThenPause();
  await world.tick();
  await world.tasks.pass(2 * MINUTE);
  code = undefined;
  for (let q = 0; q < 8; q += 1) await world.quarter();
  expect((await world.runs.read(id))!.counts).toMatchObject({ done: 30, failed: 0 });
});

test('after the pause, a connection that is broken for everybody counts nobody', async () => {
  const id = await shortShortageThenPause();
  code = 'domain-refused';
  world.google.onFind = () => 'domain-refused';
  world.google.unreadable = 'domain-refused';
  for (let q = 0; q < 8; q += 1) await world.quarter();
  expect((await world.runs.read(id))!.counts).toMatchObject({ failed: 0 });
});

/** Google refuses all updates first; then the cipher is out for two minutes. */
test.each([15, 75, 24 * 60])(
  'after %d minutes without an update, an outage of the cipher of two minutes counts nobody',
  async (minutes) => {
    const world = new RotationWorld();
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 0.5 } });
    await world.people(30);
    const { directory } = world.google;
    const set = directory.setPassword.bind(directory);
    let refused = true;
    directory.setPassword = (...sent) =>
      refused
        ? Promise.resolve({
            kind: 'rejected',
            failure: { code: 'domain-refused', httpStatus: 403 },
          })
        : set(...sent);
    await world.quarter();
    const { runId } = await world.run();
    for (let q = 0; q < 12 && (await world.run()).cursor?.source !== 'end'; q += 1)
      await world.quarter();
    await world.quarter();
    await world.connect({ paused: true, firstWave: { size: 0, stopAtFailedShare: 0.5 } });
    for (let q = 1; q < minutes / 15; q += 1) await world.quarter();
    await world.connect({ firstWave: { size: 0, stopAtFailedShare: 0.5 } });
    refused = false;
    let out = true;
    world.wrapTask = (ports) => ({
      ...ports,
      cipher: Object.assign(Object.create(ports.cipher) as typeof ports.cipher, {
        encrypt: (...a: Parameters<typeof ports.cipher.encrypt>) =>
          out ? Promise.reject(new Error('KMS')) : ports.cipher.encrypt(...a),
      }),
    });
    await world.tick();
    await world.tasks.pass(1_000);
    await world.tasks.pass(119_000);
    out = false;
    for (let q = 0; q < 8; q += 1) await world.quarter();
    expect((await world.runs.read(runId))!.counts).toMatchObject({ done: 30, failed: 0 });
  },
);
