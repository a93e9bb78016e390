import { type PasswordEvent } from '../../../functions/domain/event';
import { RotationWorld } from '../../fakes/rotation-world';

/** Everything that needs neither time nor the publisher goes on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let world: RotationWorld;
/** Ends the publications under way, oldest first. */
let publications: (() => void)[];
beforeEach(async () => {
  world = new RotationWorld();
  publications = [];
  await world.connect({ firstWave: { size: 1, stopAtFailedShare: 0 } });
  await world.people(3);
  const publish = (events: readonly PasswordEvent[]): Promise<void> =>
    new Promise((resolve) => {
      publications.push(() => void world.outbox.publish(events).then(resolve));
    });
  world.wrapTask = (ports) => ({ ...ports, events: { publish } });
  await world.tick();
});

test('the next users are processed while the events of those before are published', async () => {
  const passed = world.tasks.pass(1_000);
  await settled();
  expect(world.google.calls.set).toBe(3);
  expect(publications).toHaveLength(1); // the second batch waits for it
  publications.shift()?.();
  await settled();
  publications.shift()?.();
  await passed;
  expect(world.outbox.published).toHaveLength(3);
  expect(await world.outbox.pending(10)).toStrictEqual([]);
});

test('a slice that is over ends only when the events are published', async () => {
  world.sliceMs = 1_000;
  world.google.onSet = () => {
    world.clock.advance(1_000);
    return 'applied';
  };
  let isOver = false;
  const passed = world.tasks.pass(0).then(() => (isOver = true));
  await settled();
  expect([world.google.calls.set, publications.length, isOver]).toEqual([1, 1, false]);
  publications.shift()?.();
  await passed;
  expect(world.outbox.published).toHaveLength(1);
});
