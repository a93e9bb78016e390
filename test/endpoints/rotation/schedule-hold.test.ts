import { Rotating } from './rotating';

test('the overview says until when the schedule is held, and the tick obeys it', async () => {
  const world = await Rotating.open();
  await world.everybodyHasOne();
  const { runId = '' } = await world.tick();
  await world.ask('delete', `/v1/runs/${runId}`).expect(200);
  const { clock } = world.service;
  const { at, heldUntil = '' } = await world.overview();
  expect(Date.parse(heldUntil) - Date.parse(at)).toBe(21_600_000);
  clock.advance(Date.parse(heldUntil) - clock.now() - 1);
  expect((await world.overview()).heldUntil).toBe(heldUntil);
  expect(await world.tick()).toMatchObject({ state: 'idle', reason: 'by-administrator' });
  clock.advance(1);
  expect((await world.overview()).heldUntil).toBeUndefined();
  expect(await world.tick()).toMatchObject({ state: 'running' });
  world.close();
});
