import { isTenantFailure, openCircuit } from '../configuration/circuit';
import { type GoogleFailure } from '../google-failure';
import { type DurationMs, durationMs, SECOND_MS } from '../time';
import { type Run } from './run';
import { type RunPorts } from './run-ports';
import { noteWait } from './run-writer';

/** Google is out of reach, or of no help: it is asked again after this. */
export const UNREACHABLE_MS = durationMs(60 * SECOND_MS);

/** Why a worker ended. `idle`: nothing can go on before `inMs`, or, where that is absent, a tick. */
export type WorkEnd =
  | { readonly kind: 'time' }
  | { readonly kind: 'idle'; readonly inMs?: DurationMs }
  /** Another worker has the lane, or the run. */
  | { readonly kind: 'lost' };

/** The run waits for Google. */
export async function pauseRun(ports: RunPorts, run: Run, inMs: DurationMs): Promise<WorkEnd> {
  await noteWait(ports, run, 'google');
  return { kind: 'idle', inMs };
}

/** Only an administrator can mend it, which opens the circuit; or Google may be of help later. */
export async function pauseBecause(
  ports: RunPorts,
  run: Run,
  failure: GoogleFailure,
): Promise<WorkEnd> {
  if (!isTenantFailure(failure)) return pauseRun(ports, run, UNREACHABLE_MS);
  const { configurations, clock, newId } = ports;
  const told = { now: clock.now(), eventId: newId() };
  await openCircuit(configurations, await configurations.read(), failure, told);
  await noteWait(ports, run, 'configuration');
  return { kind: 'idle' };
}
