import { type Configuration } from '../configuration/configuration';
import { type EpochMs } from '../time';
import { gateOf } from '../runs/free-runs';
import { countDueProofs } from '../passwords/count-due-proofs';
import { SCHEDULE } from '../runs/run';
import { type RunPorts } from '../runs/run-ports';
import { scheduleHold } from '../runs/schedule-hold';
import { beginRun } from '../runs/start-run';

/**
 * Starts the schedule's run of proofs, if one could continue now, somebody is to be proved, and there is none
 * yet. After an administrator stopped one, the schedule waits as it does with rotations.
 */
export async function startDueProofs(
  ports: Pick<RunPorts, 'accounts' | 'runs' | 'randomBytes'>,
  configuration: Configuration,
  now: EpochMs,
): Promise<void> {
  const kind = 'prove';
  if (gateOf({ kind, startedBy: SCHEDULE }, configuration, now) !== undefined) return;
  const { proveEveryDays } = configuration.policy;
  if ((await countDueProofs(ports.accounts, proveEveryDays, now)) === 0) return;
  if (await scheduleHold(ports.runs, kind, configuration, now)) return;
  await beginRun(ports, { kind, scope: 'due', startedBy: SCHEDULE, startedAt: now }, configuration);
}
