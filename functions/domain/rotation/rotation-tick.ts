import { type EventPublisher } from '../../ports/event-publisher';
import { type Outbox } from '../../ports/outbox';
import { isCircuitClosed } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { countDue } from './count-due';
import { enqueueUnsettled } from './housekeeping';
import { planRun, type PlanPorts } from './plan-run';
import { publishPending } from '../publish-events';
import { sweepKeys } from '../configuration/retired-keys';
import { gateOf } from './rotation-gate';
import { type Run, type RunWait, SCHEDULE, type StopReason } from './run';
import { isScheduled, newRun } from './run-progress';
import { durationMs, type EpochMs, later } from '../time';
import {
  DESTROY_KEYS_AFTER_MS,
  verifyConfiguration,
  type VerifyConfigurationPorts,
} from '../configuration/verify-configuration';

export type TickPorts = PlanPorts &
  VerifyConfigurationPorts & { readonly outbox: Outbox; readonly events: EventPublisher };

/** Why no run was started: what holds the schedule back, a run that was stopped, or nobody is due. */
export type IdleReason = RunWait | StopReason | 'not-configured' | 'nothing-due';

/** What a tick came to. `run`: the one that it started or went on with, if there is one. */
export type Tick = {
  readonly at: EpochMs;
  readonly run?: Run;
  readonly due: number;
  readonly idle?: IdleReason;
};

/**
 * How long the schedule stands still after a run that was stopped, unless an administrator changes
 * something: whatever failed would fail again every 15 minutes.
 */
const HELD_MS = durationMs(6 * 3_600_000);

/** A connection that works is verified again this long after the last time. */
const VERIFY_AGAIN_MS = durationMs(24 * 3_600_000);

/**
 * One call of the schedule: verifies a broken connection again, tidies up, goes on with every run that
 * is active and starts one for who is due. A part that fails is told and does not keep the others
 * from their work. Repeated and overlapping ticks change nothing.
 */
export async function rotationTick(ports: TickPorts, until: EpochMs): Promise<Tick> {
  const at = ports.clock.now();
  const goOn = (): boolean => ports.clock.now() < until;
  const configuration = await currentConfiguration(ports);
  await tidyUp(ports, configuration, goOn);
  let run: Run | undefined;
  for (const { runId } of await ports.runs.active()) {
    const planned = await planRun(ports, runId, { until });
    if (planned.kind !== 'unknown') run = planned.run;
  }
  const started = await startDue(ports, configuration, at);
  const due = await countDue(ports.accounts, configuration.policy, at);
  if ('idle' in started) return { at, due, ...(run ? { run } : { idle: started.idle }) };
  const planned = await planRun(ports, started.runId, { until });
  return { at, due, run: planned.kind === 'unknown' ? started : planned.run };
}

/** A broken connection is verified again, since nobody tells us when it was mended; a good one daily. */
async function currentConfiguration(ports: TickPorts): Promise<Configuration> {
  const configuration = await ports.configurations.read();
  if (configuration.connection === undefined || isKnownToWork(configuration, ports.clock.now())) {
    return configuration;
  }
  try {
    const verified = await verifyConfiguration(ports);
    if (verified.kind === 'verified') return verified.configuration;
  } catch (error) {
    ports.unexpected(error);
  }
  return ports.configurations.read();
}

/** Nobody may have called Google for long: then a connection that broke is found out here. */
const isKnownToWork = (configuration: Configuration, now: EpochMs): boolean =>
  isCircuitClosed(configuration) &&
  now < later(configuration.verification?.checkedAt ?? now, VERIFY_AGAIN_MS);

async function tidyUp(
  ports: TickPorts,
  configuration: Configuration,
  goOn: () => boolean,
): Promise<void> {
  const parts = [
    () => publishPending(ports, goOn),
    () => sweepKeys(ports, DESTROY_KEYS_AFTER_MS),
    ...(isCircuitClosed(configuration) ? [() => enqueueUnsettled(ports, goOn)] : []),
  ];
  for (const part of parts) {
    try {
      await part();
    } catch (error) {
      ports.unexpected(error);
    }
  }
}

/** The run of the schedule that is active now, started if need be; or why there is none to start. */
async function startDue(
  ports: TickPorts,
  configuration: Configuration,
  now: EpochMs,
): Promise<Run | { readonly idle: IdleReason }> {
  if (configuration.connection === undefined) return { idle: 'not-configured' };
  if (configuration.policy.periodDays === 0) return { idle: 'nothing-due' };
  const closed = gateOf({ startedBy: SCHEDULE }, configuration, now);
  if (closed) return { idle: closed.waitingFor };
  const held = await stoppedLately(ports, configuration, now);
  if (held) return { idle: held };
  if ((await ports.accounts.countDue(now)) === 0) return { idle: 'nothing-due' };
  const run = newRun({ scope: 'due', startedBy: SCHEDULE, now }, configuration.policy, (count) =>
    ports.randomBytes(count),
  );
  const active = await ports.runs.startScheduled(run);
  // One that was there already was taken as far as it goes before.
  return active.runId === run.runId ? active : { idle: 'nothing-due' };
}

async function stoppedLately(
  { runs }: TickPorts,
  { updatedAt }: Configuration,
  now: EpochMs,
): Promise<StopReason | undefined> {
  const last = (await runs.recent(20)).find(isScheduled);
  const { stopReason, finishedAt } = last ?? {};
  if (stopReason === undefined || finishedAt === undefined) return undefined;
  if (stopReason === 'first-wave-unanswered') return undefined; // a new run asks anew
  const mended = updatedAt !== undefined && updatedAt > finishedAt;
  if (finishedAt > later(now, HELD_MS)) return undefined; // by a clock that ran ahead
  return mended || now >= later(finishedAt, HELD_MS) ? undefined : stopReason;
}
