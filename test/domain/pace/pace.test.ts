import { CallTraffic } from '../../../functions/domain/pace/call-traffic';
import { type GoogleFailureCode } from '../../../functions/domain/google-failure';
import {
  afterAcceptance,
  afterRefusal,
  type Pace,
  paceAt,
  type QuotaRefusal,
} from '../../../functions/domain/pace/pace';
import { pacedDirectory } from '../../../functions/domain/pace/paced-directory';
import { Secret } from '../../../functions/domain/secret';
import { durationMs, epochMs } from '../../../functions/domain/time';
import { type Directory } from '../../../functions/ports/directory';
import { ALICE } from '../../fakes/late-google';
import { KEYLESS } from '../../fakes/google-connection';
import { ManualClock } from '../../fakes/manual-clock';
import { MemoryPaceStore } from '../../fakes/memory-pace-store';

const at = (ms: number): QuotaRefusal['now'] => epochMs(1_000_000 + ms);
const refusal = (ms: number, more: Partial<QuotaRefusal> = {}): QuotaRefusal => ({
  now: at(ms),
  begunAt: at(ms - 80),
  ceilingPerSecond: 25,
  daily: false,
  interactive: false,
  ...more,
});
const refused = (pace: Pace | undefined, given: QuotaRefusal): Pace => {
  const next = afterRefusal(pace, given);
  if (next === undefined) throw new Error('nothing changed');
  return next;
};

describe('the pace', () => {
  test('is the ceiling until Google refuses for the first time', () => {
    expect(paceAt(undefined, 25, at(0))).toStrictEqual({ perSecond: 25 });
  });

  test('stands still for 250 ms after a refusal, then goes on below what Google accepted', () => {
    const pace = refused(undefined, refusal(0, { acceptedPerSecond: 20 }));
    expect(pace).toStrictEqual({
      callsPerSecond: 19,
      pausedUntil: at(250),
      refusals: 1,
      updatedAt: at(0),
    });
    expect(paceAt(pace, 25, at(249))).toStrictEqual({ perSecond: 19, pausedUntil: at(250) });
  });

  test('tries with single calls after the pause, until one is accepted', () => {
    const pace = refused(undefined, refusal(0, { acceptedPerSecond: 20 }));
    expect(paceAt(pace, 25, at(300))).toStrictEqual({ perSecond: 2 });
    const accepted = afterAcceptance(pace, { now: at(400), begunAt: at(300) });
    expect(accepted).toStrictEqual({ callsPerSecond: 19, refusals: 0, updatedAt: at(400) });
    expect(paceAt(accepted, 25, at(400))).toStrictEqual({ perSecond: 19 });
  });

  test('climbs by 0.7 % a second, up to the ceiling', () => {
    const pace: Pace = { callsPerSecond: 10, refusals: 0, updatedAt: at(0) };
    expect(paceAt(pace, 25, at(10_000)).perSecond).toBeCloseTo(10.72, 2);
    expect(paceAt(pace, 25, at(3_600_000)).perSecond).toBe(25);
  });

  test('pauses twice as long with each refusal in a row, at most 4 s, and keeps its rate', () => {
    let pace = refused(undefined, refusal(0, { acceptedPerSecond: 20 }));
    const pauses = [0, 1, 2, 3, 4].map(() => {
      const now = pace.pausedUntil ?? 0;
      pace = refused(pace, { ...refusal(0), now: epochMs(now + 80), begunAt: epochMs(now) });
      return (pace.pausedUntil ?? 0) - pace.updatedAt;
    });
    expect(pauses).toStrictEqual([500, 1_000, 2_000, 4_000, 4_000]);
    expect(pace.callsPerSecond).toBeCloseTo(19, 0);
  });

  test('counts refusals of calls that were under way together as one', () => {
    const pace = refused(undefined, refusal(0));
    expect(afterRefusal(pace, refusal(10))).toBeUndefined();
    expect(afterRefusal(pace, refusal(300, { begunAt: at(249) }))).toBeUndefined();
    expect(afterRefusal(pace, refusal(400, { begunAt: at(251) }))).toMatchObject({ refusals: 2 });
  });

  test('is not reset by a call that was accepted before the refusal', () => {
    const pace = refused(undefined, refusal(0));
    expect(afterAcceptance(pace, { now: at(10), begunAt: at(-80) })).toBeUndefined();
    expect(afterAcceptance(pace, { now: at(300), begunAt: at(240) })).toBeUndefined();
  });

  test('falls by no more than 30 % at once, whatever was measured, and never below one call in 2 s', () => {
    expect(refused(undefined, refusal(0, { acceptedPerSecond: 1 })).callsPerSecond).toBe(17.5);
    const slow: Pace = { callsPerSecond: 0.5, refusals: 0, updatedAt: at(0) };
    expect(refused(slow, refusal(0, { acceptedPerSecond: 0.1 })).callsPerSecond).toBe(0.5);
  });

  test('pauses longer for a waiting caller, and obeys Google’s `Retry-After`', () => {
    const pause = (more: Partial<QuotaRefusal>): number =>
      (refused(undefined, refusal(0, more)).pausedUntil ?? 0) - at(0);
    expect(pause({ interactive: true })).toBe(1_000);
    expect(pause({ retryAfterMs: 30_000 })).toBe(30_000);
    expect(pause({ retryAfterMs: 86_400_000 })).toBe(300_000);
    expect(pause({ daily: true })).toBe(60_000);
  });

  test('ignores a pause set by a clock that ran ahead', () => {
    const pace = { ...refused(undefined, refusal(0)), pausedUntil: at(86_400_000) };
    expect(paceAt(pace, 25, at(0))).not.toHaveProperty('pausedUntil');
  });

  test('learns again after a clock that ran ahead by a day', () => {
    const ahead = refused(undefined, refusal(86_400_000));
    const call = { now: at(1_000), begunAt: at(900) };
    expect(afterRefusal(ahead, refusal(1_000))?.pausedUntil).toBe(at(1_500));
    const accepted = afterAcceptance(ahead, call);
    expect(accepted).toMatchObject({ refusals: 0, updatedAt: at(1_000) });
    expect(paceAt(accepted, 25, at(1_001_000))).toStrictEqual({ perSecond: 25 });

    const slow = { callsPerSecond: 1, refusals: 0, updatedAt: at(86_400_000) };
    expect(paceAt(slow, 25, at(1_000))).toStrictEqual({ perSecond: 1 });
    expect(afterAcceptance(slow, call)).toStrictEqual({ ...slow, updatedAt: at(1_000) });
    const credible = { ...slow, updatedAt: at(1_200) };
    expect(afterAcceptance(credible, call)).toBeUndefined();
  });
});

describe('a directory that teaches the pace', () => {
  const paced = async (
    answers: readonly (GoogleFailureCode | 503 | 'ok')[],
    { interactive = false } = {},
  ) => {
    const clock = new ManualClock();
    const pace = new MemoryPaceStore();
    const traffic = new CallTraffic();
    const left = [...answers];
    const google = {
      setPassword: () => {
        clock.advance(80);
        const answer = left.shift() ?? 'ok';
        if (answer === 'ok') return Promise.resolve({ kind: 'applied' });
        const failure =
          answer === 503
            ? { code: 'google-unavailable', httpStatus: 503 }
            : { code: answer, ...(answer === 'no-answer' ? {} : { httpStatus: 403 }) };
        return Promise.resolve({ kind: 'rejected', failure });
      },
    } as unknown as Directory;
    const connector = pacedDirectory(
      {
        connect: () => Promise.resolve({ kind: 'ok', value: google }),
        signIn: () => Promise.reject(new Error('not asked here')),
      },
      { pace, clock, traffic, ceilingPerSecond: 25 },
      interactive,
    );
    const connected = await connector.connect(KEYLESS);
    if (connected.kind === 'failed') throw new Error('not connected');
    const call = (): ReturnType<Directory['setPassword']> =>
      connected.value.setPassword(ALICE.id, new Secret('x'), durationMs(10_000));
    return { call, pace, traffic, clock };
  };

  test.each(['quota-exceeded', 'daily-quota-exceeded', 503] as const)(
    'slows all callers after %s, and passes the answer on',
    async (answer) => {
      const { call, pace } = await paced([answer]);
      expect((await call()).kind).toBe('rejected');
      expect(await pace.read()).toMatchObject({ refusals: 1 });
    },
  );

  test.each(['no-answer', 'password-refused', 'user-not-found'] as const)(
    'does not after %s',
    async (answer) => {
      const { call, pace } = await paced([answer]);
      await call();
      expect(await pace.read()).toBeUndefined();
    },
  );

  test('ends the pause when Google accepts again, and writes nothing more', async () => {
    const { call, pace, clock } = await paced(['quota-exceeded']);
    await call();
    clock.advance(1_000);
    await call();
    const calm = await pace.read();
    expect(calm).toMatchObject({ refusals: 0 });
    await call();
    expect(await pace.read()).toBe(calm);
  });

  test('pauses longer when a caller waits for the refused call', async () => {
    const { call, pace, clock } = await paced(['quota-exceeded'], { interactive: true });
    await call();
    expect((await pace.read())?.pausedUntil).toBe(clock.now() + 1_000);
  });

  test('still answers when the pace can not be stored', async () => {
    const { call, pace } = await paced(['quota-exceeded']);
    pace.transact = () => Promise.reject(new Error('out of reach'));
    expect((await call()).kind).toBe('rejected');
  });
});

describe('a process’s own measurement of its calls', () => {
  test('is a rate over the last ten seconds, pauses included', () => {
    const traffic = new CallTraffic();
    expect(traffic.acceptedPerSecond(at(0))).toBeUndefined();
    for (let ms = 0; ms < 4_000; ms += 100) traffic.accepted(at(ms));
    expect(traffic.acceptedPerSecond(at(4_000))).toBe(10);
    expect(traffic.acceptedPerSecond(at(8_000))).toBe(5);
    expect(traffic.acceptedPerSecond(at(60_000))).toBeUndefined();
  });

  test('is not inflated by its first calls', () => {
    const traffic = new CallTraffic();
    for (let ms = 0; ms < 5; ms += 1) traffic.accepted(at(ms));
    expect(traffic.acceptedPerSecond(at(5))).toBe(5);
  });
});
