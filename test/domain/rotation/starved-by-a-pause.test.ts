import { RotationWorld } from '../../fakes/rotation-world';
import { crowdUser } from '../../fakes/crowd-google';

test('a list whose batches each end in a long pause: a run that waits for more than an hour gets every other batch', async () => {
  const world = new RotationWorld();
  await world.connect({ firstWave: { size: 0, stopAtFailedShare: 1 } });
  await world.people(20);
  const bad = crowdUser(7).id;
  const setPassword = world.google.directory.setPassword.bind(world.google.directory);
  world.google.directory.setPassword = async (...sent) =>
    sent[0] === bad
      ? {
          kind: 'rejected',
          failure: { code: 'quota-exceeded', httpStatus: 429, retryAfterMs: 60_000 },
        }
      : setPassword(...sent);
  await world.rotateNow({ userKeys: [crowdUser(6).id, bad] });
  for (let quarter = 0; quarter < 4 * 24; quarter += 1) await world.quarter();
  const runs = (await world.runs.recent(5)).map(({ scope, state, counts }) => [
    JSON.stringify(scope),
    state,
    counts.done,
  ]);
  expect({ rotated: world.rotated, runs }).toMatchObject({ rotated: 19 });
});
