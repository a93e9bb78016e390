import { Bill, metered } from '../../fakes/metered-ports';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;

/** What a scheduled rotation of so many is billed, from its tick to its end. */
async function rotationOf(people: number): Promise<Bill> {
  const world = new RotationWorld();
  const bill = new Bill();
  await world.connect();
  await world.people(people);
  world.wrapTask = (ports) => metered(ports, bill);
  await world.tick(world.wrapTask);
  await world.tasks.pass(5 * MINUTE);
  expect(await world.run()).toMatchObject({ state: 'finished', result: { done: people } });
  return bill;
}

// docs/performance.md computes a month's cost from these figures.
test('one rotation more takes 7 reads, 3 writes, a deletion, one encryption, one task and one event', async () => {
  const [few, many] = [await rotationOf(1_000), await rotationOf(2_000)];
  expect(many.over(few, 1_000)).toStrictEqual({
    reads: 7,
    writes: 3,
    deletes: 1,
    encryptions: 1,
    decryptions: 0,
    tasks: 1,
    messages: 1,
  });
});

test('a tick with nothing to do, and no run before, takes 8 reads and nothing else', async () => {
  const world = new RotationWorld();
  const bill = new Bill();
  await world.connect();
  await world.people(10, { nextRotationAt: world.clock.now() + 1_000_000 } as object);
  await world.tick((ports) => metered(ports, bill));
  expect(bill.over(new Bill(), 1)).toStrictEqual({
    reads: 8,
    writes: 0,
    deletes: 0,
    encryptions: 0,
    decryptions: 0,
    tasks: 0,
    messages: 0,
  });
});
