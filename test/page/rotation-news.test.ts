import { type AccountAnswer } from '../../functions/api/account';
import { type RunAnswer } from '../../functions/api/run';
import { type RunState } from '../../functions/domain/runs/run';
import { rotationNews } from '../../functions/page/rotation-news';

const FAILURE = {
  code: 'password-refused',
  message: 'It failed.',
  fix: 'Nothing.',
  at: '2026-11-20T08:00:00.000Z',
  attempts: 5,
};
const before: AccountAnswer = {
  userId: '104857600000000000001',
  primaryEmail: 'alice@example.com',
  status: 'parked',
  version: 3,
  lastFailure: FAILURE,
};
const failedAgain = { ...before, lastFailure: { ...FAILURE, at: '2026-11-23T08:00:00.000Z' } };

const run = (state: RunState, more: Partial<RunAnswer> = {}): RunAnswer => ({
  runId: '20261123T080000000Z-0badcafe',
  kind: 'rotate',
  scope: { userKeys: ['104857600000000000001'] },
  state,
  startedAt: '2026-11-23T08:00:00.000Z',
  startedBy: 'system-management@example.com',
  total: 1,
  done: 0,
  failed: 0,
  parked: 0,
  skipped: 0,
  skippedBy: {},
  ...more,
});

describe('the news of one user’s rotation', () => {
  it('is the new version, even before the run has noticed', () => {
    const after = { ...before, status: 'active', version: 4 } as const;
    expect(rotationNews(before, after, run('running'))).toEqual({ kind: 'rotated', version: 4 });
  });

  it('is the first version of a user who had none', () => {
    const { version: _, ...none } = before;
    const news = rotationNews(none, { ...none, version: 1 }, run('finished'));
    expect(news).toEqual({ kind: 'rotated', version: 1 });
  });

  it('is under way until the run has ended, whatever failed so far', () => {
    expect(rotationNews(before, failedAgain, run('running'))).toEqual({ kind: 'under-way' });
  });

  it('is under way while nothing is told of the run', () => {
    expect(rotationNews(before, before, undefined)).toEqual({ kind: 'under-way' });
  });

  it('waits while the run does', () => {
    const waiting = run('waiting', { waitingFor: 'google' });
    expect(rotationNews(before, before, waiting)).toEqual({ kind: 'waits' });
  });

  it('failed where the run ended with a newer failure', () => {
    expect(rotationNews(before, failedAgain, run('finished'))).toEqual({ kind: 'failed' });
  });

  it('left the user alone where the run ended and nothing changed, or the user is gone', () => {
    expect(rotationNews(before, before, run('stopped'))).toEqual({ kind: 'left-alone' });
    expect(rotationNews(before, undefined, run('finished'))).toEqual({ kind: 'left-alone' });
  });
});
