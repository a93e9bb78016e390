import { milestonesBetween, shareOf } from '../../functions/page/milestone';
import { type RunJson } from '../../functions/page/overview-json';

const run = (more: Partial<RunJson> = {}): RunJson => ({
  runId: 'one',
  scope: 'all',
  state: 'running',
  startedAt: '2026-01-01T10:00:00.000Z',
  startedBy: 'schedule',
  total: 100,
  done: 0,
  failed: 0,
  parked: 0,
  skipped: 0,
  skippedBy: {},
  ...more,
});

const told = (before: readonly RunJson[], after: readonly RunJson[]): string[] =>
  milestonesBetween(before, after).map((milestone) =>
    milestone.kind === 'quarter' ? `quarter ${milestone.percent}` : milestone.kind,
  );

describe('shareOf', () => {
  it('counts what is over, and not what failed so far', () => {
    expect(shareOf(run({ done: 20, parked: 3, skipped: 2, failed: 40 }))).toBe(0.25);
  });

  it('is all of a run that found nobody, and nothing of one that has not looked yet', () => {
    expect(shareOf(run({ total: 0, state: 'finished' }))).toBe(1);
    expect(shareOf(run({ total: 0, state: 'planning' }))).toBe(0);
  });

  it('is never more than all, while the total is only about right', () => {
    expect(shareOf(run({ total: 10, done: 12 }))).toBe(1);
  });
});

describe('milestonesBetween', () => {
  it.each([
    ['a run that is new', [], [run()], ['started']],
    ['one that began and ended in between', [], [run({ state: 'finished' })], ['ended']],
    ['its end', [run({ done: 99 })], [run({ done: 100, state: 'finished' })], ['ended']],
    ['its stop', [run({ state: 'first-wave' })], [run({ state: 'stopped' })], ['ended']],
    [
      'the first wave that went well',
      [run({ state: 'first-wave' })],
      [run({ state: 'planning' })],
      ['first-wave-passed'],
    ],
    ['that it has to wait', [run()], [run({ waitingFor: 'google' })], ['waits']],
    ['that it goes on', [run({ waitingFor: 'google' })], [run()], ['goes-on']],
    ['a quarter', [run({ done: 24 })], [run({ done: 25 })], ['quarter 25']],
    ['two quarters at once', [run({ done: 24 })], [run({ done: 80 })], ['quarter 75']],
    [
      'each of two runs',
      [run()],
      [run({ runId: 'two' }), run({ state: 'finished' })],
      ['started', 'ended'],
    ],
  ])('tells %s', (_, before, after, news) => {
    expect(told(before, after)).toEqual(news);
  });

  it.each([
    ['a step of the bar', [run({ done: 30 })], [run({ done: 49 })]],
    [
      'a share that falls, as more users are found',
      [run({ done: 30 })],
      [run({ done: 30, total: 200 })],
    ],
    ['what ended long ago', [run({ state: 'finished' })], [run({ state: 'finished' })]],
    ['a run that is no longer listed', [run()], []],
  ])('does not tell %s', (_, before, after) => {
    expect(told(before, after)).toEqual([]);
  });
});
