import { isCircuitClosed, mayTryRight } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { type RotationWindow } from '../configuration/policy';
import { windowAt } from '../configuration/window';
import { type EpochMs, HOUR_MS } from '../time';
import { type LaneName, laneOf } from './lane';
import { isScheduled, type Run, type RunWait, userKeysOf, withCredibleStart } from './run';
import { type RunPorts } from './run-ports';
import { isNoLongerNamed } from './no-longer-named';
import { noteWait, stopRun } from './run-writer';

/** Waits that end with the next batch: no setting tells when they are over. */
const UNTIL_NEXT_BATCH: ReadonlySet<RunWait | undefined> = new Set([
  'google',
  'queue',
  'secure-ldap',
] as const);

/**
 * Active runs of a lane that only Google's limits, Secure LDAP or the task queue may hold back. Records on the others what holds
 * them back, and ends runs for another Workspace than the connected one, or all without a connection, and those that
 * the policy wants no more.
 */
export async function freeRuns(
  ports: Pick<RunPorts, 'runs' | 'clock'>,
  configuration: Configuration,
  lane: LaneName,
): Promise<readonly Run[]> {
  const now = ports.clock.now();
  const free: Run[] = [];
  for (const run of await ports.runs.active()) {
    if (laneOf(run) !== lane) continue;
    if (configuration.connection === undefined || isOfAnother(run, configuration)) {
      await stopRun(ports, run.runId, 'disconnected');
      continue;
    }
    if (isNoLongerNamed(run, configuration.policy)) {
      await stopRun(ports, run.runId, 'by-administrator');
      continue;
    }
    const wait = gateOf(run, configuration, now);
    if (wait !== undefined || !UNTIL_NEXT_BATCH.has(run.waitingFor)) {
      await noteWait(ports, run, wait);
    }
    if (wait === undefined) free.push(withCredibleStart(run, now));
  }
  return free;
}

/** A run of an unknown customer is of another Workspace if a connection was made after it began. */
function isOfAnother(
  { customerId, startedAt }: Run,
  { customerId: connected, connectedAt = startedAt }: Configuration,
): boolean {
  if (customerId === undefined) return startedAt < connectedAt;
  return connected !== undefined && customerId !== connected;
}

/**
 * What holds a run back now. Pause and window of rotation apply to scheduled rotations only; other runs start at once.
 * The window of proofs applies to all runs that prove.
 */
export function gateOf(
  run: Pick<Run, 'kind' | 'startedBy' | 'customerId'>,
  configuration: Configuration,
  now: EpochMs,
): RunWait | undefined {
  if (!isCircuitClosed(configuration) && !mayTryRight(configuration, now)) return 'configuration';
  const unknown = run.customerId !== undefined && configuration.customerId === undefined;
  if (unknown) return 'configuration'; // a newly saved connection: its verification finds the customer
  const { paused, window, proofWindow } = configuration.policy;
  if (run.kind === 'prove') {
    if (configuration.secureLdap === undefined) return 'secure-ldap';
    return isClosed(proofWindow, now) ? 'window' : undefined;
  }
  if (!isScheduled(run) || run.kind === 'issue') return undefined;
  if (paused) return 'paused';
  return isClosed(window, now) ? 'window' : undefined;
}

const isClosed = (window: RotationWindow | null, now: EpochMs): boolean =>
  window !== null && windowAt(window, now).kind === 'closed';

/** The run of a lane that continues next, if any can. */
export const nextFree = async (
  ports: Pick<RunPorts, 'runs' | 'clock'>,
  configuration: Configuration,
  lane: LaneName,
): Promise<Run | undefined> =>
  pickRun(await freeRuns(ports, configuration, lane), undefined, ports.clock.now());

/**
 * The next free run: an administrator's list, then an administrator's other runs, then scheduled runs, oldest
 * first. `last`: the run of the last batch. A run that has waited an hour gets every other batch, in turn
 * with others that have.
 */
export function pickRun(
  runs: readonly Run[],
  last: Run | undefined,
  now: EpochMs,
): Run | undefined {
  const inOrder = runs.toSorted(
    (one, other) => rank(one) - rank(other) || one.startedAt - other.startedAt,
  );
  const [first] = inOrder;
  if (first === undefined || (last && last.runId !== first.runId)) return first;
  const [kept] = inOrder
    .filter((run) => run !== first && hasWaited(run, now))
    .filter((run) => last !== undefined || run.lastBatchAt < first.lastBatchAt) // another worker had its last batch
    .toSorted((one, other) => one.lastBatchAt - other.lastBatchAt);
  return kept ? { ...kept, sharesLane: true } : first;
}

/** A moment that is still to come was noted by a clock that was ahead. */
const hasWaited = ({ sharesLane, lastBatchAt }: Run, now: EpochMs): boolean =>
  sharesLane === true || now - lastBatchAt >= HOUR_MS || lastBatchAt > now;

const rank = (run: Run): number => {
  if (isScheduled(run)) return 2;
  return userKeysOf(run.scope) ? 0 : 1;
};
