import { GatheredLines } from '../../local/gathered-lines';
import { ManualTimer } from '../fakes/manual-timer';

function gathering() {
  const written: string[] = [];
  const timer = new ManualTimer();
  const lines = new GatheredLines((text) => written.push(text), timer);
  return { lines, written, timer };
}

test('lines that are gathered are written in order, by one write', () => {
  const { lines, written } = gathering();
  lines.gather('a');
  lines.gather('b');
  expect(written).toStrictEqual([]);
  lines.flush();
  expect(written).toStrictEqual(['a\nb']);
  lines.flush();
  expect(written).toStrictEqual(['a\nb']);
});

test('a line that is not gathered is written at once, after those before it', () => {
  const { lines, written } = gathering();
  lines.gather('a');
  lines.atOnce('b');
  expect(written).toStrictEqual(['a', 'b']);
});

test('a gathered line that nothing flushes is written 20 ms after the first one', async () => {
  const { lines, written, timer } = gathering();
  lines.gather('a');
  await timer.advance(19);
  lines.gather('b');
  expect(written).toStrictEqual([]);
  await timer.advance(1);
  expect(written).toStrictEqual(['a\nb']);
  lines.gather('c');
  await timer.advance(20);
  expect(written).toStrictEqual(['a\nb', 'c']);
});

test('a line whose write failed is not written twice', () => {
  let full = true;
  const written: string[] = [];
  const lines = new GatheredLines((text) => {
    if (full) throw new Error('the disk is full');
    written.push(text);
  }, new ManualTimer());
  lines.gather('a');
  expect(lines.flush).toThrow('the disk is full');
  full = false;
  lines.gather('b');
  lines.flush();
  expect(written).toStrictEqual(['b']);
});
