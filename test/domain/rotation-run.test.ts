import { RotationWorld } from '../fakes/rotation-world';

const MINUTE = 60_000;

describe('a scheduled run', () => {
  test('rotates everybody who is due, once, and ends by itself', async () => {
    const world = new RotationWorld();
    await world.connect();
    await world.people(60);
    const tick = await world.tick();
    expect(tick.run).toMatchObject({ state: 'first-wave', enqueued: 10 });
    await world.tasks.pass(2 * MINUTE);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      enqueued: 60,
      skipped: {},
      result: { done: 60, failed: 0, parked: 0, skipped: 0 },
    });
    expect(world.atVersion(2)).toBe(60);
    expect(world.google.calls.set).toBe(60);
    expect(world.google.calls.list).toBeLessThanOrEqual(2);
    expect(world.google.calls.find).toBe(0);
    world.check();
  });
});
