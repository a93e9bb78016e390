import {
  noteBindQuota,
  turnOfRun,
  turnOfWaited,
} from '../../../functions/domain/proofs/bind-turns';
import { durationMs, later } from '../../../functions/domain/time';
import { type Clock } from '../../../functions/ports/clock';
import { ManualClock } from '../../fakes/manual-clock';
import { MemoryBindPaceStore } from '../../fakes/memory-bind-pace-store';

const START = 1_767_225_600_000;

let bindPace: MemoryBindPaceStore;
let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock();
  bindPace = new MemoryBindPaceStore(clock);
});

const ports = (proofsPerSecond = 1) => ({ bindPace, clock, proofsPerSecond });

/** A process with a clock of its own, so much ahead of the store's. Its waits are kept and move no clock. */
function processOf(aheadMs = 0, proofsPerSecond = 1) {
  const waits: number[] = [];
  const own: Clock = {
    now: () => later(clock.now(), durationMs(aheadMs)),
    sleep: (ms) => Promise.resolve(void waits.push(ms)),
  };
  return { bindPace, clock: own, proofsPerSecond, lastWait: () => waits.pop() ?? 0, waits };
}

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
    const other = processOf();
    await turnOfRun(ports());
    await turnOfRun(other);
    expect(other.waits).toStrictEqual([1_000]);
    await turnOfRun(ports());
    expect(clock.now() - START).toBe(2_000);
  });

  it('stop for a minute when Google’s quota is used up', async () => {
    await turnOfRun(ports());
    await noteBindQuota(ports());
    expect(await turnOfRun(ports())).toStrictEqual({ kind: 'paused', forMs: 60_000 });
    clock.advance(59_999);
    expect(await turnOfRun(ports())).toStrictEqual({ kind: 'paused', forMs: 1 });
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
    const still = processOf();
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

  it('hold no run up for long, and go on while runs are paused', async () => {
    const people = processOf();
    for (let index = 0; index < 5; index += 1) await turnOfWaited(people);
    expect(people.waits).toStrictEqual([340, 680, 1_020, 1_360]);
    expect(await begun(20, () => turnOfRun(ports()))).toHaveLength(20);
    expect(clock.now() - START).toBe(19_440); // the first gives way to the burst
    await noteBindQuota(ports());
    expect(await turnOfWaited(people)).toBe(true);
    expect(people.waits).toHaveLength(4);
  });
});

it.each([
  [1, 1_100], // a tenth of a second for what does not take equally long to arrive
  [2, 1_000], // together they may use the whole quota
])(
  'runs at %i a second and whoever waits never begin five binds in less than %i ms together',
  async (perSecond, withinMs) => {
    const begins: number[] = [];
    const run = processOf(0, perSecond);
    const people = processOf(0, perSecond);
    let runAt = START;
    while (clock.now() < START + 60_000) {
      if (await turnOfWaited(people)) begins.push(clock.now() + people.lastWait());
      while (runAt <= clock.now()) {
        await turnOfRun(run);
        runAt = clock.now() + run.lastWait();
        begins.push(runAt);
      }
      clock.advance(70);
    }
    begins.sort((a, b) => a - b);
    for (const [index, at] of begins.entries()) {
      const fourLater = begins[index + 4];
      if (fourLater !== undefined) expect(fourLater - at).toBeGreaterThanOrEqual(withinMs);
    }
    expect(begins.length).toBeGreaterThan(100);
  },
);

it('functions whose clocks are seconds apart wait as long as those of one clock', async () => {
  const [ahead, behind] = [processOf(5_000), processOf(-5_000)];
  const waits: number[] = [];
  for (const turn of [turnOfWaited, turnOfRun]) {
    for (const each of [ahead, behind, ahead, behind]) {
      await turn(each);
      waits.push(each.lastWait());
    }
  }
  expect(waits).toStrictEqual([0, 340, 680, 1_020, 1_100, 1_440, 2_000, 3_000]);
  await noteBindQuota(ahead);
  expect(await turnOfRun(behind)).toStrictEqual({ kind: 'paused', forMs: 60_000 });
});

it('the time that the store took to answer is part of the wait', async () => {
  const slow = processOf();
  const transact: typeof bindPace.transact = async (step) => {
    const result = await bindPace.transact(step);
    clock.advance(300);
    return result;
  };
  await turnOfRun(slow);
  await turnOfRun({ ...slow, bindPace: { transact } });
  expect(slow.waits).toStrictEqual([700]);
});

it('a clock that ran ahead and was set right holds nobody up', async () => {
  clock.advance(3_600_000);
  await turnOfRun(processOf());
  for (let index = 0; index < 5; index += 1) await turnOfWaited(processOf());
  await noteBindQuota(processOf());
  clock.advance(-3_600_000);
  const after = processOf();
  expect(await turnOfRun(after)).toStrictEqual({ kind: 'turn' });
  expect(await turnOfWaited(after)).toBe(true);
  expect(after.waits).toStrictEqual([]);
});
