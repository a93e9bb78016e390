import { forgetOutlived } from '../../functions/domain/passwords/forget-outlived';
import { forgetPassword } from '../../functions/domain/passwords/forget-password';
import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { readPassword } from '../../functions/domain/passwords/read-password';
import { revokePassword } from '../../functions/domain/passwords/revoke-password';
import { openDirectory } from '../../functions/domain/passwords/managed-user';
import { CallTraffic } from '../../functions/domain/pace/call-traffic';
import { Meeting } from '../../functions/domain/rotation/meeting';
import { Refusals } from '../../functions/domain/rotation/refusals';
import { NEW_LANE } from '../../functions/domain/runs/lane';
import { type RunPorts } from '../../functions/domain/runs/run-ports';
import { Throttle } from '../../functions/domain/pace/throttle';
import { bareRun } from '../contracts/sample-runs';
import { ALICE } from '../fakes/late-google';
import { explore } from './explore';
import { type PasswordDomain } from './password-world';
import { exploreRotation } from './rotation-orders';

let runs = 0;

/** Replaces a caller's rotation with a run's. Each run is new, so each requires another password. */
const rotateByRun: PasswordDomain['rotatePassword'] = async (given) => {
  const ports = { ...given, told: () => undefined } as unknown as RunPorts;
  const open = await openDirectory(ports);
  if (open.kind !== 'open') return open;
  const run = bareRun(`run-${(runs += 1)}`, ports.clock.now(), { scope: 'all' });
  const place = {
    run,
    configuration: open.seen,
    directory: open.directory,
    throttle: new Throttle({ ...ports, traffic: new CallTraffic(), ceilingPerSecond: 1_000 }),
    refusals: new Refusals(NEW_LANE, open.seen, run),
    metBy: new Map(),
  };
  const account = (await ports.accounts.read(ALICE.id)) ?? 'none';
  await new Meeting(ports, place, { key: ALICE.id, user: ALICE, account }).meet();
  return { kind: 'no-password' }; // the outcome is checked at Google
};

/** Explores random orders of a run's tasks and other callers: a `share` of the runs of `npm run test:long`. */
export function describeOrdersOfRuns(share: number): void {
  test('no order of a run’s tasks and other callers, kills, lost and late replies loses a password', async () => {
    const domain = {
      forgetOutlived,
      forgetPassword,
      issuePassword,
      readPassword,
      rotatePassword: rotateByRun,
      revokePassword,
    };
    for (const workers of [2, 3]) {
      const report = await explore(domain, { workers, runs: 2_000 * share });
      if (report.failed) throw new Error(`seed ${report.seed}: ${String(report.errorInstance)}`);
      expect(report.numRuns).toBe(2_000 * share);
    }
  }, 240_000);

  test('no order of planners, tasks and callers, kills and lost replies rotates anybody twice or never', async () => {
    const report = await exploreRotation({ numRuns: 3_000 * share });
    if (report.failed) {
      throw new Error(
        `seed ${report.seed}, path ${String(report.counterexamplePath)}: ${String(report.errorInstance)}\n${JSON.stringify(report.counterexample?.[1])}`,
      );
    }
  }, 240_000);
}
