import { countToday } from '../../../functions/domain/passwords/count-today';
import { durationMs, epochMs } from '../../../functions/domain/time';
import { type KillPlan, mortalProcess } from '../../crash/kill-switch';
import { crowdUser } from '../../fakes/crowd-google';
import { Bill, metered } from '../../fakes/metered-ports';
import { type Ports, RotationWorld } from '../../fakes/rotation-world';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The clock of these tests starts at this time. */
const FIRST = '2026-03-10T22:00:00.000Z';

async function newWorld(): Promise<RotationWorld> {
  const world = new RotationWorld();
  world.clock.advance(durationMs(Date.parse(FIRST) - world.clock.now()));
  await world.connect({ paused: true });
  await connectTo(world, 'C1');
  return world;
}

const connectTo = (world: RotationWorld, customerId: string): Promise<void> =>
  world.configurations.transact((found) => ({
    write: { ...found, customerId },
    result: undefined,
  }));

/** A user whose password was made so many days ago, with what a bind showed. */
async function holding(
  world: RotationWorld,
  number: number,
  days: number,
  result?: 'works' | 'refused',
): Promise<void> {
  const id = await world.person(number, { customerId: 'C1' });
  const made = epochMs(world.clock.now() - days * DAY);
  await world.accounts.transact(id, (account) => ({
    write: {
      ...account!,
      current: { ...account!.current!, createdAt: made, setAt: made },
      ...(result ? { proof: { version: 1, result, at: made } } : {}),
    },
    result: undefined,
  }));
}

/** The user has these devices, which told of no password yet. */
const lacking = (world: RotationWorld, number: number, ...names: string[]): Promise<void> =>
  world.accounts.transact(crowdUser(number).id, (account) => ({
    write: {
      ...account!,
      devices: names.map((deviceId) => ({
        deviceId,
        version: 1,
        state: 'failed',
        at: world.clock.now(),
      })),
    },
    result: undefined,
  }));

const counted = (world: RotationWorld) => world.dailyCounts.between('0000-01-01', '9999-12-31');
const days = async (world: RotationWorld): Promise<string[]> =>
  (await counted(world)).map(({ day }) => day);

test('the first tick of a day counts, and the others of that day leave it as it is', async () => {
  const world = await newWorld();
  await holding(world, 0, 1, 'works');
  await holding(world, 1, 7, 'works');
  await holding(world, 2, 30, 'refused');
  await holding(world, 3, 31);
  await holding(world, 4, 91);
  await world.tick();
  const first = {
    day: '2026-03-10',
    customerId: 'C1',
    ages: { upTo7Days: 2, upTo30Days: 1, upTo90Days: 1, over90Days: 1 },
    proofs: { proved: 2, doubted: 1, unproved: 2 },
    devicesBehind: 0,
  };
  expect(await counted(world)).toStrictEqual([first]);
  await holding(world, 5, 0);
  await lacking(world, 5, 'tablet', 'phone');
  world.clock.advance(durationMs(HOUR));
  await world.tick();
  expect(await counted(world)).toStrictEqual([first]);
  world.clock.advance(durationMs(HOUR));
  await world.tick();
  expect(await counted(world)).toStrictEqual([
    first,
    {
      day: '2026-03-11',
      customerId: 'C1',
      ages: { upTo7Days: 3, upTo30Days: 1, upTo90Days: 1, over90Days: 1 },
      proofs: { proved: 2, doubted: 1, unproved: 3 },
      devicesBehind: 2,
    },
  ]);
  expect(world.unexpected).toStrictEqual([]);
});

test('nobody with a password is counted as zero', async () => {
  const world = await newWorld();
  await world.tick();
  expect(await counted(world)).toMatchObject([
    { ages: { upTo7Days: 0, over90Days: 0 }, proofs: { proved: 0, doubted: 0, unproved: 0 } },
  ]);
});

test('days without a tick stay away, and those that are 90 days old are removed', async () => {
  const world = await newWorld();
  await world.tick();
  world.clock.advance(durationMs(3 * DAY));
  await world.tick();
  expect(await days(world)).toStrictEqual(['2026-03-10', '2026-03-13']);
  world.clock.advance(durationMs(86 * DAY));
  await world.tick();
  expect(await days(world)).toStrictEqual(['2026-03-10', '2026-03-13', '2026-06-07']);
  world.clock.advance(durationMs(DAY));
  await world.tick();
  expect(await days(world)).toStrictEqual(['2026-03-13', '2026-06-07', '2026-06-08']);
});

test('nothing is counted before it is known which Workspace is connected', async () => {
  const world = await newWorld();
  await world.configurations.transact(({ customerId: _, ...found }) => ({
    write: found,
    result: undefined,
  }));
  await world.tick();
  expect(await counted(world)).toStrictEqual([]);
});

test('another Workspace does not mix with the former one', async () => {
  const world = await newWorld();
  await holding(world, 0, 1);
  await world.tick();
  await connectTo(world, 'C2');
  await world.tick();
  world.clock.advance(durationMs(DAY));
  await world.tick();
  expect(await counted(world)).toMatchObject([{ day: '2026-03-10', customerId: 'C1' }]);
  for (const { userId } of world.all()) {
    await world.accounts.transact(userId, () => ({ write: null, result: undefined }));
  }
  await world.tick();
  expect(await counted(world)).toMatchObject([
    { day: '2026-03-10', customerId: 'C1', ages: { upTo7Days: 1 } },
    { day: '2026-03-11', customerId: 'C2', ages: { upTo7Days: 0 } },
  ]);
});

test('a day that was counted for the former Workspace is counted again for the new one', async () => {
  const world = await newWorld();
  await world.tick();
  await connectTo(world, 'C2');
  await world.tick();
  expect(await counted(world)).toMatchObject([{ day: '2026-03-10', customerId: 'C2' }]);
});

test('counts that cannot be written are reported, and hold up nothing else', async () => {
  const world = await newWorld();
  const broken = new Error('out of reach');
  const tick = await world.tick((ports) => ({
    ...ports,
    dailyCounts: { ...ports.dailyCounts, between: () => Promise.reject(broken) },
  }));
  expect(tick.idle).toBe('paused');
  expect(world.unexpected).toStrictEqual([broken]);
  await world.tick();
  expect(await days(world)).toStrictEqual(['2026-03-10']);
});

const mortal =
  (plan: KillPlan) =>
  (ports: Ports): Ports => {
    const dying = mortalProcess(plan);
    return {
      ...ports,
      accounts: dying(ports.accounts),
      configurations: dying(ports.configurations),
      lanes: dying(ports.lanes),
      dailyCounts: dying(ports.dailyCounts),
    };
  };

test('a tick that dies at any call, beside another or alone, leaves a day that is counted once and right', async () => {
  const alive: KillPlan = { calls: 0, killAt: 0, when: 'before' };
  await (await newWorld()).tick(mortal(alive));
  expect(alive.calls).toBeGreaterThan(10);
  for (let killAt = 1; killAt <= alive.calls; killAt += 1) {
    for (const when of ['before', 'after'] as const) {
      const world = await newWorld();
      await holding(world, 0, 40);
      const dead = world.tick(mortal({ calls: 0, killAt, when })).catch(() => undefined);
      if (killAt % 2 === 0) await world.tick();
      await dead;
      await world.tick();
      expect(await counted(world)).toStrictEqual([
        {
          day: '2026-03-10',
          customerId: 'C1',
          ages: { upTo7Days: 0, upTo30Days: 0, upTo90Days: 1, over90Days: 0 },
          proofs: { proved: 0, doubted: 0, unproved: 1 },
          devicesBehind: 0,
        },
      ]);
    }
  }
});

test('costs one read for a day that is counted, and twelve and a write for one that is not', async () => {
  const world = await newWorld();
  await holding(world, 0, 1);
  const spent = async (): Promise<Record<string, number>> => {
    const bill = new Bill();
    await countToday(metered(world.ports(), bill), await world.configurations.read());
    const { reads = 0, writes = 0, deletes = 0 } = bill.over(new Bill(), 1);
    return { reads, writes, deletes };
  };
  // The day, the Workspaces (2), each band (4), each proof standing (3), the devices, and the old days.
  expect(await spent()).toStrictEqual({ reads: 12, writes: 1, deletes: 0 });
  expect(await spent()).toStrictEqual({ reads: 1, writes: 0, deletes: 0 });
});
