import { type RotationWaker } from '../../ports/rotation-waker';
import { isCircuitClosed } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { unitKey } from '../unit-key';
import { type RandomBytes } from '../passwords/password';
import { type EpochMs } from '../time';
import { isScheduled, newRun, type Run, unitOf } from './run';
import { type RunPorts } from './run-ports';

export type StartRunPorts = Pick<RunPorts, 'configurations' | 'runs' | 'clock' | 'randomBytes'> & {
  readonly waker: RotationWaker;
};

export type Started =
  | { readonly kind: 'started'; readonly runId: string }
  | { readonly kind: 'not-configured' | 'secure-ldap-off' | 'configuration-failing' };

/** A new run's id, safe in a URL; ids sort by start time. */
export const newRunId = (startedAt: EpochMs, randomBytes: RandomBytes): string => {
  const at = new Date(startedAt).toISOString().replaceAll(/[-:.]/g, '');
  return `${at}-${Buffer.from(randomBytes(4)).toString('hex')}`;
};

/** A run as it is asked for. */
type Asked = Pick<Run, 'kind' | 'scope' | 'startedBy' | 'startedAt'>;

/** Records a run, unless one that `isSame` recognises is under way: then returns that one. */
export async function beginRun(
  { runs, randomBytes }: Pick<RunPorts, 'runs' | 'randomBytes'>,
  asked: Asked,
  { customerId }: Pick<Configuration, 'customerId'>,
  isSame = isLike(asked),
): Promise<{ readonly run: Run; readonly isNew: boolean }> {
  const runId = newRunId(asked.startedAt, randomBytes);
  const run = await runs.start(newRun({ ...asked, runId }, customerId), isSame);
  return { run, isNew: run.runId === runId };
}

/** Recognises a run for the same request, of the schedule or of administrators. */
const isLike = (asked: Asked): ((other: Run) => boolean) => {
  const same = askedFor(asked);
  return (other) => isScheduled(other) === isScheduled(asked) && askedFor(other) === same;
};

/**
 * Records the run that an administrator asks for, and wakes `rotation`; if that fails, the next tick takes
 * the run up. A repeated request returns the run that is still under way.
 */
export async function startRun(
  ports: StartRunPorts,
  { kind, scope, by }: Pick<Run, 'kind' | 'scope'> & { readonly by: string },
): Promise<Started> {
  const { configurations, clock, waker } = ports;
  const configuration = await configurations.read();
  if (configuration.connection === undefined) return { kind: 'not-configured' };
  if (!isCircuitClosed(configuration)) return { kind: 'configuration-failing' };
  if (kind === 'prove' && configuration.secureLdap === undefined)
    return { kind: 'secure-ldap-off' };
  const asked = { kind, scope: withoutRepeats(scope), startedBy: by, startedAt: clock.now() };
  const { run, isNew } = await beginRun(ports, asked, configuration);
  if (isNew || run.state === 'waiting') await waker.wake(run.runId);
  return { kind: 'started', runId: run.runId };
}

/** The same text for equal requests: a unit has more than one spelling. */
function askedFor({ kind, scope }: Pick<Run, 'kind' | 'scope'>): string {
  const unit = unitOf(scope);
  return JSON.stringify([kind, unit === undefined ? scope : { orgUnitPath: unitKey(unit) }]);
}

/** A list with each key once; case does not matter in addresses. */
function withoutRepeats(scope: Run['scope']): Run['scope'] {
  if (typeof scope === 'string' || !('userKeys' in scope)) return scope;
  const seen = new Set<string>();
  const isNew = (key: string): boolean => seen.size < seen.add(key.toLowerCase()).size;
  return { userKeys: scope.userKeys.filter(isNew) };
}

/** Wakes runs that wait for a connection, once it works or may work: the next tick may be far off. */
export async function wakeWaiting(
  ports: Pick<StartRunPorts, 'configurations' | 'runs' | 'waker'>,
): Promise<void> {
  if (!isCircuitClosed(await ports.configurations.read())) return;
  for (const { runId, waitingFor } of await ports.runs.active()) {
    if (waitingFor === 'configuration' || waitingFor === 'secure-ldap')
      await ports.waker.wake(runId);
  }
}
