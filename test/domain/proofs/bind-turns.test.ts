import {
  noteBindQuota,
  turnOfRun,
  turnOfWaited,
} from '../../../functions/domain/proofs/bind-turns';
import { durationMs, epochMs } from '../../../functions/domain/time';
import { ManualClock } from '../../fakes/manual-clock';
import { MemoryBindPaceStore } from '../../fakes/memory-bind-pace-store';

const START = 1_767_225_600_000;

let bindPace: MemoryBindPaceStore;
let clock: ManualClock;
beforeEach(() => {
  bindPace = new MemoryBindPaceStore();
  clock = new ManualClock();
});

const ports = (proofsPerSecond = 1) => ({ bindPace, clock, proofsPerSecond });
/** When each of these turns began, in milliseconds after the start. */
async function begun(turns: number, turn: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < turns; index += 1) {
    await turn();
    times.push(clock.now() - START);
  }
  return times;
}

describe('binds of runs', () => {
  it('are evenly spaced, from the first one on', async () => {
    expect(await begun(4, () => turnOfRun(ports()))).toStrictEqual([0, 1_000, 2_000, 3_000]);
  });

  it('at 3 a second never come faster than that', async () => {
    expect(await begun(4, () => turnOfRun(ports(3)))).toStrictEqual([0, 334, 668, 1_002]);
  });

  it('do not catch up after a silence', async () => {
    await turnOfRun(ports());
    clock.advance(60_000);
    expect(await begun(2, () => turnOfRun(ports()))).toStrictEqual([60_000, 61_000]);
  });

  it('of two processes share one pace', async () => {
    const other = { bindPace, clock: new ManualClock(), proofsPerSecond: 1 };
    await turnOfRun(ports());
    await turnOfRun(other);
    expect(other.clock.now() - START).toBe(1_000);
    await turnOfRun(ports());
    expect(clock.now() - START).toBe(2_000);
  });

  it('stop for a minute when Google’s quota is used up', async () => {
    await turnOfRun(ports());
    await noteBindQuota(ports());
    const until = epochMs(START + 60_000);
    expect(await turnOfRun(ports())).toStrictEqual({ kind: 'paused', until });
    clock.advance(59_999);
    expect(await turnOfRun(ports())).toStrictEqual({ kind: 'paused', until });
    clock.advance(1);
    expect(await turnOfRun(ports())).toStrictEqual({ kind: 'turn' });
  });
});

describe('binds that somebody waits for', () => {
  it('begin in a burst of five, a little apart, then evenly', async () => {
    const waited = await begun(8, () => turnOfWaited(ports()));
    expect(waited).toStrictEqual([0, 340, 680, 1_020, 1_360, 1_700, 2_040, 3_000]);
  });

  it('are refused a place that is more than a second away', async () => {
    const still = { ...ports(), clock: { now: () => clock.now(), sleep: () => Promise.resolve() } };
    const places: boolean[] = [];
    for (let index = 0; index < 8; index += 1) places.push(await turnOfWaited(still));
    expect(places).toStrictEqual([true, true, true, true, true, true, false, false]);
    expect(await turnOfWaited(still, durationMs(0))).toBe(false);
    clock.advance(1_000);
    expect(await turnOfWaited(still)).toBe(true);
  });

  it('may come in a burst again after five seconds', async () => {
    for (let index = 0; index < 5; index += 1) await turnOfWaited(ports());
    clock.advance(5_000);
    expect(await begun(5, () => turnOfWaited(ports()))).toStrictEqual([
      6_360, 6_700, 7_040, 7_380, 7_720,
    ]);
  });

  it('neither wait for runs nor hold them up, and go on while runs are paused', async () => {
    const people = { ...ports(), clock: new ManualClock() };
    for (let index = 0; index < 5; index += 1) await turnOfWaited(people);
    expect(await begun(20, () => turnOfRun(ports()))).toHaveLength(20);
    expect(clock.now() - START).toBe(19_000);
    await noteBindQuota(ports());
    expect(people.clock.now() - START).toBe(1_360);
    expect(await turnOfWaited(people)).toBe(true);
    expect(people.clock.now() - START).toBe(1_700);
  });
});

it.each([1, 2])(
  'runs at %i a second and whoever waits never make more than 4 binds in a second together',
  async (perSecond) => {
    const begins: number[] = [];
    const run = { bindPace, clock: new ManualClock(), proofsPerSecond: perSecond };
    for (let afterMs = 0; afterMs < 60_000; afterMs += 70) {
      const people = { ...run, clock: new ManualClock(START + afterMs) };
      if (await turnOfWaited(people)) begins.push(people.clock.now());
      while (run.clock.now() <= START + afterMs) {
        await turnOfRun(run);
        begins.push(run.clock.now());
      }
    }
    begins.sort((a, b) => a - b);
    for (const [index, at] of begins.entries()) {
      const fourLater = begins[index + 4];
      if (fourLater !== undefined) expect(fourLater - at).toBeGreaterThanOrEqual(1_000);
    }
    expect(begins.length).toBeGreaterThan(100);
  },
);

it('a clock that ran ahead and was set right holds nobody up', async () => {
  const ahead = { ...ports(), clock: new ManualClock(START + 3_600_000) };
  await turnOfRun(ahead);
  for (let index = 0; index < 5; index += 1) await turnOfWaited(ahead);
  await noteBindQuota(ahead);
  expect(await turnOfRun(ports())).toStrictEqual({ kind: 'turn' });
  expect(await turnOfWaited(ports())).toBe(true);
  expect(clock.now() - START).toBe(0);
});
