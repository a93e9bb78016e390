import { durationMs } from '../../functions/domain/time';
import { LiveReading, type LiveState, type Reading } from '../../functions/page/live-reading';
import { ManualTimer } from '../fakes/manual-timer';

const START = 1_767_225_600_000;

/** A page that reads `answers` in order (repeating the last), with a clock that the test moves. */
function page(...answers: readonly Reading<number, string>[]) {
  const timer = new ManualTimer(START);
  const left = [...answers];
  const readAtS: number[] = [];
  const shown: LiveState<number, string>[] = [];
  const state = { visible: true };
  const live = new LiveReading<number, string>(
    {
      read: () => {
        readAtS.push((timer.now() - START) / 1000);
        return Promise.resolve(left.length > 1 ? left.shift()! : left[0]!);
      },
      after: (delayMs, run) => timer.after(durationMs(delayMs), run),
      nowMs: () => timer.now(),
      isVisible: () => state.visible,
    },
    (seconds) => seconds * 1000,
    (given) => shown.push(given),
  );
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const pass = (seconds: number): Promise<void> => timer.advance(seconds * 1000, settle);
  return { live, readAtS, shown, state, pass };
}

const ok = (json: number): Reading<number, string> => ({ kind: 'ok', json });
const problem: Reading<number, string> = { kind: 'problem', problem: 'no-answer' };

describe('LiveReading', () => {
  it('reads as often as what was read asks for', async () => {
    const { live, readAtS, pass } = page(ok(3), ok(3), ok(20));
    await live.refresh();
    await pass(30);
    expect(readAtS).toEqual([0, 3, 6, 26]);
  });

  it('keeps what it read while reading fails, tells since when, and asks ever less often', async () => {
    const { live, readAtS, shown, pass } = page(ok(3), problem);
    await live.refresh();
    await pass(300);
    expect(readAtS).toEqual([0, 3, 8, 18, 38, 78, 138, 198, 258]);
    expect(shown[1]).toEqual({
      latest: { json: 3, atMs: START },
      trouble: { problem: 'no-answer', nextTryAtMs: START + 8_000 },
    });
  });

  it('is as before once reading works again', async () => {
    const { live, readAtS, shown, pass } = page(problem, problem, ok(10), problem, ok(10));
    await live.refresh();
    expect(shown[0]).toEqual({ trouble: { problem: 'no-answer', nextTryAtMs: START + 5_000 } });
    await pass(45);
    expect(readAtS).toEqual([0, 5, 15, 25, 30, 40]);
    expect(shown[2]).toEqual({ latest: { json: 10, atMs: START + 15_000 } });
  });

  it('does not read while nobody can see it, and reads at once when somebody does', async () => {
    const { live, readAtS, state, pass } = page(ok(3));
    await live.refresh();
    state.visible = false;
    live.visibilityChanged();
    await pass(100);
    expect(readAtS).toEqual([0]);
    state.visible = true;
    live.visibilityChanged();
    await pass(4);
    expect(readAtS).toEqual([0, 100, 103]);
  });

  it('plans no further reading when the page went out of view during one', async () => {
    const { live, readAtS, shown, state, pass } = page(ok(3));
    const reading = live.refresh();
    state.visible = false;
    live.visibilityChanged();
    await reading;
    await pass(100);
    expect(shown).toHaveLength(1);
    expect(readAtS).toEqual([0]);
  });

  it('shows nothing of a reading that began before the newest one', async () => {
    const { live, readAtS, shown, pass } = page(ok(1), ok(5), ok(60));
    await Promise.all([live.refresh(), live.refresh()]);
    await pass(6);
    expect(shown.map(({ latest }) => latest?.json)).toEqual([5, 60]);
    expect(readAtS).toEqual([0, 0, 5]);
  });
});
