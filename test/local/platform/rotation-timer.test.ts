import { durationMs } from '../../../functions/domain/time';
import { startRotationTimer } from '../../../local/platform/rotation-timer';
import { ManualTimer } from '../../fakes/manual-timer';

test('ticks at once and at every interval', async () => {
  const timer = new ManualTimer(0);
  const at: number[] = [];
  const { stop } = startRotationTimer(timer, durationMs(900_000), () => {
    at.push(timer.now());
    return Promise.resolve();
  });
  await timer.advance(2_000_000);
  expect(at).toStrictEqual([0, 900_000, 1_800_000]);
  await stop();
  await timer.advance(2_000_000);
  expect(at).toHaveLength(3);
});

test('leaves out the ticks that a long call covers, and keeps to the beat', async () => {
  const timer = new ManualTimer(0);
  const at: number[] = [];
  const { stop } = startRotationTimer(timer, durationMs(1_000), () => {
    at.push(timer.now());
    return at.length === 2 ? timer.sleep(durationMs(2_500)) : Promise.resolve();
  });
  await timer.advance(6_000);
  expect(at).toStrictEqual([0, 1_000, 4_000, 5_000, 6_000]);
  await stop();
});

test('stopping waits for the call that is under way', async () => {
  const timer = new ManualTimer(0);
  let ended = false;
  const { stop } = startRotationTimer(timer, durationMs(1_000), async () => {
    await timer.sleep(durationMs(500));
    ended = true;
  });
  const stopped = stop();
  expect(ended).toBe(false);
  await timer.advance(500);
  await stopped;
  expect(ended).toBe(true);
  await timer.advance(5_000);
});
