import { forgetOutlived } from '../../functions/domain/passwords/forget-outlived';
import { forgetPassword } from '../../functions/domain/passwords/forget-password';
import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { readPassword } from '../../functions/domain/passwords/read-password';
import { revokePassword } from '../../functions/domain/passwords/revoke-password';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { explore } from './explore';

const domain = {
  forgetOutlived,
  forgetPassword,
  issuePassword,
  readPassword,
  revokePassword,
  rotatePassword,
};

/** Explores random orders of callers: a `share` of the runs that `npm run test:long` makes. */
export function describeOrdersOfCallers(share: number): void {
  describe('no order of callers, kills, lost and late replies loses a password or an audit line', () => {
    test.each([
      { what: 'calls', workers: 2, runs: 6_000 * share },
      { what: 'calls', workers: 3, runs: 4_000 * share },
      { what: 'calls and binds', workers: 2, runs: 4_000 * share, binds: true as const },
      { what: 'calls and retention', workers: 2, runs: 4_000 * share, retention: true as const },
      { what: 'calls, days and people', workers: 2, runs: 4_000 * share, people: true as const },
    ])(
      '$what: $workers at once on one account, $runs runs',
      async ({ what: _, runs, ...options }) => {
        const report = await explore(domain, { ...options, runs, trail: true });
        if (report.failed) throw new Error(describeFailure(report));
        expect(report.numRuns).toBe(runs);
      },
      240_000,
    );
  });
}

const describeFailure = (report: Awaited<ReturnType<typeof explore>>): string =>
  `seed ${report.seed}, path ${String(report.counterexamplePath)}: ${String(report.errorInstance)}\n${JSON.stringify(report.counterexample?.[1], null, 1)}\n${report.counterexample?.[0].report().length ?? 0} steps`;
