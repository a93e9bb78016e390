import { type Ports, RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;

const brokenCipher =
  (broken: () => boolean) =>
  (ports: Ports): Ports => ({
    ...ports,
    cipher: {
      encrypt: (...args) =>
        broken() ? Promise.reject(new Error('KMS is down')) : ports.cipher.encrypt(...args),
      decrypt: (...args) =>
        broken() ? Promise.reject(new Error('KMS is down')) : ports.cipher.decrypt(...args),
    },
  });

test('a run that waited an hour for Google: an outage of the key management is nobody’s failure', async () => {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 0, stopAtFailedShare: 0.5 } });
  await world.people(100);
  let down = false;
  world.wrapTask = brokenCipher(() => down);
  world.google.unreadable = 'google-unavailable'; // listing fails: everybody waits for Google
  const id = await world.rotateNow('all');
  await world.tasks.pass(70 * MINUTE);
  expect((await world.runs.read(id))!).toMatchObject({ state: 'waiting', waitingFor: 'google' });
  world.google.unreadable = undefined;
  down = true;
  await world.tasks.pass(2 * MINUTE);
  expect((await world.runs.read(id))!.counts).toEqual({
    done: 0,
    failed: 0,
    parked: 0,
    skipped: 0,
  });
});

test('the same, right after its start', async () => {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 0, stopAtFailedShare: 0.5 } });
  await world.people(100);
  let down = true;
  world.wrapTask = brokenCipher(() => down);
  const id = await world.rotateNow('all');
  await world.tasks.pass(2 * MINUTE);
  expect((await world.runs.read(id))!.counts).toEqual({
    done: 0,
    failed: 0,
    parked: 0,
    skipped: 0,
  });
  down = false;
});
