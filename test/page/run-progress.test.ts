import { type RunAnswer } from '../../functions/api/run';
import { progressOf } from '../../functions/page/run-progress';

const run = (more: Partial<RunAnswer> = {}) => ({
  kind: 'rotate' as const,
  scope: 'all' as const,
  total: 100,
  done: 20,
  failed: 40,
  parked: 3,
  skipped: 2,
  ...more,
});

describe('progressOf', () => {
  it('counts who failed as over, since a later run tries again', () => {
    expect(progressOf(run())).toEqual({ over: 65, of: { total: 100, exact: false, share: 0.65 } });
  });

  it('knows how many a list has', () => {
    const scope = { userKeys: ['alice@example.com'] };
    const nobodyYet = { total: 1, done: 0, failed: 0, parked: 0, skipped: 0 };
    for (const kind of ['rotate', 'issue'] as const) {
      expect(progressOf(run({ kind, scope, ...nobodyYet }))).toEqual({
        over: 0,
        of: { total: 1, exact: true, share: 0 },
      });
    }
  });

  it.each<[string, Partial<RunAnswer>]>([
    ['first passwords for everybody', { kind: 'issue' }],
    ['first passwords for a unit', { kind: 'issue', scope: { orgUnitPath: '/Sales' } }],
    ['a rotation of a unit', { scope: { orgUnitPath: '/Sales' } }],
    ['a rotation that nobody is expected in', { total: 0 }],
  ])('knows no total of %s', (_, more) => {
    expect(progressOf(run(more))).toEqual({ over: 65 });
  });

  it('is never more than all, while the total is only about right', () => {
    expect(progressOf(run({ scope: 'due', total: 50 }))).toEqual({
      over: 65,
      of: { total: 50, exact: false, share: 1 },
    });
  });
});
