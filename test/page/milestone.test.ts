import { type RunAnswer } from '../../functions/api/run';
import { milestonesBetween } from '../../functions/page/milestone';

const run = (more: Partial<RunAnswer> = {}): RunAnswer => ({
  runId: 'one',
  kind: 'rotate',
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

const waiting = run({ state: 'waiting', waitingFor: 'google' });

const told = (before: readonly RunAnswer[], after: readonly RunAnswer[]): string[] =>
  milestonesBetween(before, after).map((milestone) =>
    milestone.kind === 'quarter' ? `quarter ${milestone.percent}` : milestone.kind,
  );

describe('milestonesBetween', () => {
  it.each([
    ['a run that is new', [], [run()], ['started']],
    ['one that began and ended in between', [], [run({ state: 'finished' })], ['ended']],
    ['its end', [run({ done: 99 })], [run({ done: 100, state: 'finished' })], ['ended']],
    ['its stop', [run()], [run({ state: 'stopped' })], ['ended']],
    ['that it has to wait', [run()], [waiting], ['waits']],
    ['that it goes on', [waiting], [run()], ['goes-on']],
    ['a quarter that failed', [run({ done: 20 })], [run({ done: 20, failed: 5 })], ['quarter 25']],
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
    [
      'a share of a total that nobody knows',
      [run({ kind: 'issue', total: 24, done: 24 })],
      [run({ kind: 'issue', total: 80, done: 80 })],
    ],
    ['what ended long ago', [run({ state: 'finished' })], [run({ state: 'finished' })]],
    ['a run that is no longer listed', [run()], []],
  ])('does not tell %s', (_, before, after) => {
    expect(told(before, after)).toEqual([]);
  });
});
