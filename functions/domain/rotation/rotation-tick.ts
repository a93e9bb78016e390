import { isCircuitClosed, isRightMissing } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { DESTROY_KEYS_AFTER_MS, sweepKeys } from '../configuration/retired-keys';
import { verifyConfiguration } from '../configuration/verify-configuration';
import { watchSecureLdap } from '../configuration/verify-secure-ldap';
import { releaseHeld } from '../devices/release-held';
import { watchDrift } from '../drift/watch-drift';
import { announceRotations } from '../passwords/announce-rotations';
import { correctClocks } from '../passwords/correct-clocks';
import { countDue } from '../passwords/count-due';
import { countToday } from '../passwords/count-today';
import { publishPending } from '../publish-events';
import { DAY_MS, type EpochMs } from '../time';
import { beginAnew } from '../runs/hold-lane';
import { type LaneName, laneOf, LANES, leaseLeft } from '../runs/lane';
import { enqueueNext } from './carry-on';
import { forgetByUnit } from '../units/forget-by-unit';
import { gateOf, nextFree } from '../runs/free-runs';
import { lookForNewUsers } from '../units/issue-looks';
import { isDueAgain } from '../runs/look';
import { lookAtUnits } from '../units/look-at-units';
import { type Run, type RunWait, SCHEDULE, type StopReason } from '../runs/run';
import { scheduleHold } from '../runs/schedule-hold';
import { startAsked } from '../runs/start-asked';
import { startDueProofs } from '../proof-runs/start-due-proofs';
import { type TickPorts } from '../runs/run-ports';
import { stopAll } from '../runs/run-writer';
import { beginRun } from '../runs/start-run';
import { upkeep } from '../runs/upkeep';

/**
 * Why no run continues: the schedule is held back, a run was stopped, no user is due, or the upkeep of all
 * accounts comes first (`upkeep.ts`).
 */
export type IdleReason = RunWait | StopReason | 'not-configured' | 'nothing-due' | 'upkeep';

/** The result of a tick. `run`: the run that continues, if any. */
export type Tick = { readonly run?: Run; readonly due: number; readonly idle?: IdleReason };

/**
 * One call of the schedule: verifies a broken connection again, tidies up, starts a run for due users, and
 * continues runs that stand still. A part that fails is reported and does not stop the others. Repeated and
 * overlapping ticks change nothing.
 */
export async function rotationTick(ports: TickPorts, until: EpochMs): Promise<Tick> {
  const goOn = (): boolean => ports.clock.now() < until;
  const stored = await ports.configurations.read();
  await beginAnew(ports).catch(ports.unexpected);
  await lookAtUnits(ports, stored, goOn).catch(ports.unexpected); // the unit decides how long a copy is kept
  await forgetByUnit(ports, stored, goOn).catch(ports.unexpected); // then: nothing may hold it back
  const configuration = await currentConfiguration(ports, stored);
  const parts = [
    () => publishPending(ports, goOn),
    () => sweepKeys(ports, DESTROY_KEYS_AFTER_MS),
    () => watchSecureLdap(ports),
    () => correctClocks(ports),
    () => watchDrift(ports, configuration, goOn),
    () => lookForNewUsers(ports, configuration, goOn),
    () => releaseHeld(ports, configuration.policy, goOn),
    () => announceRotations(ports, configuration, goOn),
    async () => {
      for (const error of await ports.runs.unreadable()) ports.unexpected(error);
      for (const error of await ports.outbox.unreadable()) ports.unexpected(error);
    },
  ];
  for (const part of parts) await part().catch(ports.unexpected);
  const ready = await upkeep(ports, goOn).catch(ports.unexpected);
  if (ready) await countToday(ports, configuration).catch(ports.unexpected);
  const now = ports.clock.now();
  const due = await countDue(ports.accounts, configuration.policy, now);
  if (configuration.connection === undefined) {
    await stopAll(ports);
    return { due, idle: 'not-configured' };
  }
  const idle = ready ? await startDue(ports, configuration, { due, now }) : 'upkeep';
  if (isOnlySchedules(idle))
    await startAsked(ports, configuration, now, goOn).catch(ports.unexpected);
  await startDueProofs(ports, configuration, now).catch(ports.unexpected);
  const active: Run[] = [];
  for (const lane of LANES) {
    const run = await goOnNow(ports, configuration, lane);
    if (run) active.push(run);
  }
  const [run] = active;
  return run ? { due, run } : { due, idle: idle ?? 'nothing-due' };
}

/** What holds back the schedule, and not what a call asked for. */
const isOnlySchedules = (idle: IdleReason | undefined): boolean =>
  idle === 'window' || idle === 'first-wave-failed' || idle === 'by-administrator';

/**
 * Verifies a broken connection again, since nobody reports its repair; verifies a good one daily, since only a
 * verification finds it broken without calls. Only an update tests a missing right.
 */
async function currentConfiguration(
  ports: TickPorts,
  configuration: Configuration,
): Promise<Configuration> {
  const { connection, verification } = configuration;
  const isRecent =
    verification !== undefined && !isDueAgain(verification.checkedAt, DAY_MS, ports.clock.now());
  const isKnown = isRightMissing(configuration) || (isCircuitClosed(configuration) && isRecent);
  if (connection === undefined || isKnown) return configuration;
  await verifyConfiguration(ports).catch(ports.unexpected);
  return ports.configurations.read();
}

const ROTATION = { kind: 'rotate', startedBy: SCHEDULE } as const;

/** Starts the scheduled run, unless there is one; or returns why none is to start. */
async function startDue(
  ports: TickPorts,
  configuration: Configuration,
  { due, now }: { readonly due: number; readonly now: EpochMs },
): Promise<IdleReason | undefined> {
  const wait = gateOf(ROTATION, configuration, now);
  if (wait) return wait;
  if (due === 0) return 'nothing-due';
  const hold = await scheduleHold(ports.runs, ROTATION.kind, configuration, now);
  if (hold) return hold.reason;
  await beginRun(ports, { ...ROTATION, scope: 'due', startedAt: now }, configuration);
  return undefined;
}

/** Enqueues a task for the lane's next run, unless a worker has it. Returns the run, or else any active one. */
async function goOnNow(
  ports: TickPorts,
  configuration: Configuration,
  name: LaneName,
): Promise<Run | undefined> {
  const next = await nextFree(ports, configuration, name);
  if (next === undefined) return (await ports.runs.active()).find((run) => laneOf(run) === name);
  const lane = await ports.lanes.read(name);
  if (leaseLeft(lane, ports.clock.now()) === 0) await enqueueNext(ports, next);
  return next;
}
