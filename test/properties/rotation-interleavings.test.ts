import { CallTraffic } from '../../functions/domain/rotation/call-traffic';
import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { readPassword } from '../../functions/domain/passwords/read-password';
import { revokePassword } from '../../functions/domain/passwords/revoke-password';
import { rotateAccount } from '../../functions/domain/rotation/rotate-account';
import { type RunStore } from '../../functions/ports/run-store';
import { bareRun } from '../contracts/sample-documents';
import { ALICE } from '../fakes/late-google';
import { MemoryPaceStore } from '../fakes/memory-pace-store';
import { explore } from './explore';
import { type PasswordDomain } from './password-world';
import { exploreRotation } from './rotation-orders';

let runs = 0;

/** In place of a caller's rotation, a run's: each one new, so each wants another password. */
const rotateByRun: PasswordDomain['rotatePassword'] = async (ports) => {
  const run = bareRun(`run-${String((runs += 1)).padStart(9, '0')}`, ports.clock.now(), {
    startedBy: 'system-management@example.com',
  });
  const store = { read: () => Promise.resolve(run) } as unknown as RunStore;
  await rotateAccount(
    { ...ports, runs: store, pace: new MemoryPaceStore(), traffic: new CallTraffic() },
    { userId: ALICE.id, runId: run.runId },
  );
  return { kind: 'no-password' }; // what became of it is looked up at Google
};

test('no order of a run’s tasks and other callers, kills, lost and late replies loses a password', async () => {
  const domain = { issuePassword, readPassword, rotatePassword: rotateByRun, revokePassword };
  for (const workers of [2, 3]) {
    const report = await explore(domain, { workers, runs: 2_000 });
    if (report.failed) throw new Error(`seed ${report.seed}: ${String(report.errorInstance)}`);
    expect(report.numRuns).toBe(2_000);
  }
}, 120_000);

test('no order of planners, tasks and callers, kills and lost replies rotates anybody twice or never', async () => {
  const report = await exploreRotation({ numRuns: 3_000 });
  if (report.failed) {
    throw new Error(
      `seed ${report.seed}, path ${String(report.counterexamplePath)}: ${String(report.errorInstance)}\n${JSON.stringify(report.counterexample?.[1])}`,
    );
  }
}, 120_000);
