import { type AccountAnswer } from '../../functions/api/account';
import { type RunAnswer } from '../../functions/api/run';
import { canBeProved, proofNews } from '../../functions/page/proof-news';

const account: AccountAnswer = {
  userId: '104857600000000000001',
  primaryEmail: 'alice@example.com',
  status: 'active',
  version: 3,
  proof: { version: 3, result: 'works', at: '2026-11-20T08:00:00.000Z' },
};

const proved = (proof: Partial<AccountAnswer['proof']>): AccountAnswer => ({
  ...account,
  proof: { version: 3, result: 'works', at: '2026-11-23T08:00:01.000Z', ...proof },
});

const run = (more: Partial<RunAnswer> = {}): RunAnswer => ({
  runId: '20261123T080000000Z-0badcafe',
  kind: 'prove',
  scope: { userKeys: ['104857600000000000001'] },
  state: 'running',
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

const ended = (more: Partial<RunAnswer>): RunAnswer => run({ state: 'finished', ...more });

describe('the news of the proof of one user’s password', () => {
  it('is under way while nothing is told of the run, or while it has no result', () => {
    expect(proofNews(account, undefined)).toEqual({ kind: 'under-way' });
    expect(proofNews(account, run())).toEqual({ kind: 'under-way' });
  });

  it.each(['works', 'refused', 'unknown'] as const)(
    'is what a bind since the run began has shown: %s',
    (result) => {
      expect(proofNews(proved({ result }), run())).toEqual({ kind: result });
      expect(proofNews(proved({ result }), ended({ failed: 1 }))).toEqual({ kind: result });
    },
  );

  it('is a bind of the same moment as the start too', () => {
    expect(proofNews(proved({ at: run().startedAt }), run())).toEqual({ kind: 'works' });
  });

  it('is not what a bind with an earlier version has shown', () => {
    expect(proofNews(proved({ version: 2 }), run())).toEqual({ kind: 'under-way' });
  });

  it('waits for what the run waits for', () => {
    const waiting = run({ state: 'waiting', waitingFor: 'window' });
    expect(proofNews(account, waiting)).toEqual({ kind: 'waits', waitingFor: 'window' });
  });

  it('works where the run says so, although the account has changed since', () => {
    expect(proofNews(undefined, ended({ done: 1 }))).toEqual({ kind: 'works' });
  });

  it('names why the user was skipped', () => {
    const skipped = ended({ skipped: 1, skippedBy: { 'user-not-found': 1, 'no-password': 0 } });
    expect(proofNews(undefined, skipped)).toEqual({ kind: 'skipped', reason: 'user-not-found' });
  });

  it('names why the run was stopped', () => {
    const stopped = run({ state: 'stopped', stopReason: 'by-administrator' });
    expect(proofNews(account, stopped)).toEqual({ kind: 'stopped', reason: 'by-administrator' });
  });

  it('failed where the run ended and nothing tells why', () => {
    expect(proofNews(account, ended({ failed: 1 }))).toEqual({ kind: 'failed' });
  });
});

describe('a password', () => {
  it.each(['active', 'parked'] as const)('of an account that is %s can be proved', (status) => {
    expect(canBeProved({ ...account, status })).toBe(true);
  });

  it.each(['unconfirmed', 'revoked', 'no-password', 'unreadable'] as const)(
    'of an account that is %s can’t',
    (status) => {
      expect(canBeProved({ ...account, status })).toBe(false);
    },
  );

  it('that there is not, or that somebody else changed, can’t', () => {
    const { version: _, ...none } = account;
    expect(canBeProved(none)).toBe(false);
    const drift = { at: '2026-11-22T08:00:00.000Z', source: 'activity-log' } as const;
    expect(canBeProved({ ...account, drift })).toBe(false);
  });
});
