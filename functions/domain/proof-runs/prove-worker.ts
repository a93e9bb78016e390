import { openLdap } from '../passwords/bind-user';
import { isTenantFailure, openCircuit } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { noteRun, type RunOfBinds } from '../configuration/note-bind';
import { type FirstWave } from '../configuration/policy';
import { type DurationMs, durationMs, type EpochMs, later, SECOND_MS, until } from '../time';
import { freeRuns, pickRun } from '../runs/free-runs';
import { holdLane, type LaneHold } from '../runs/hold-lane';
import { type NotAllowed, OUTAGE_MS, ProofBatch } from './prove-batch';
import { takeProofs } from './proof-sources';
import { BROKEN_MS, type ProvePlace } from './prove-user';
import { type Run, userKeysOf } from '../runs/run';
import { BATCH_SECONDS, countBatch, putOffHand, takeBatch } from '../runs/run-batch';
import { type RunPorts } from '../runs/run-ports';
import { noteWait } from '../runs/run-writer';

/** Time limit of one search for users, so that the lane's lease is kept. */
const LOOKS_FOR_MS = durationMs(30 * SECOND_MS);

const AT_ONCE = durationMs(0);

/**
 * Proves passwords for the runs that wait for it, batch by batch, while it has the lane and time. After how
 * long runs may continue; `lost`: another worker has the lane.
 */
export async function proveUntil(
  ports: RunPorts,
  hold: LaneHold,
  sliceUntil: EpochMs,
): Promise<DurationMs | 'lost'> {
  const { configurations, clock } = ports;
  const notAllowed: NotAllowed = { inARow: 0 };
  let last: Run | undefined;
  for (;;) {
    const lane = await holdLane(ports, hold, (found) => found);
    if ('busyMs' in lane) return 'lost';
    if (clock.now() >= sliceUntil) return AT_ONCE;
    const configuration = await configurations.read();
    last = pickRun(await freeRuns(ports, configuration, hold.lane), last, clock.now());
    if (last === undefined) return AT_ONCE; // the gates of the runs decide when one continues
    const open = await opened(ports, last, configuration);
    const inMs = typeof open === 'number' ? open : await batch(ports, open, notAllowed);
    if (inMs !== undefined) return inMs;
  }
}

/** The run with both connections, or after how long one may continue. */
async function opened(
  ports: RunPorts,
  run: Run,
  configuration: Configuration,
): Promise<ProvePlace | DurationMs> {
  const { configurations, clock, newId, directory } = ports;
  const { connection } = configuration;
  if (connection === undefined) return AT_ONCE;
  const ldap = await openLdap(ports, configuration);
  if (ldap === 'off' || ldap === 'no-pair') return pause(ports, run, 'secure-ldap', BROKEN_MS);
  const connected = await directory.connect(connection);
  if (connected.kind === 'ok') {
    return { run, configuration, ldap, directory: connected.value, halt: {} };
  }
  const { failure } = connected;
  if (!isTenantFailure(failure)) return pause(ports, run, 'google', OUTAGE_MS);
  await openCircuit(configurations, configuration, failure, { now: clock.now(), eventId: newId() });
  return pause(ports, run, 'configuration', AT_ONCE);
}

async function batch(
  ports: RunPorts,
  place: ProvePlace,
  notAllowed: NotAllowed,
): Promise<DurationMs | undefined> {
  const { clock, proofsPerSecond } = ports;
  const { policy } = place.configuration;
  const begunAt = clock.now();
  const size = Math.max(1, Math.floor(BATCH_SECONDS * proofsPerSecond));
  const looking = { everyDays: policy.proveEveryDays, until: later(begunAt, LOOKS_FOR_MS) };
  const { entries, next } = await takeProofs(ports, place.run, size, looking);
  const taken = await takeBatch(ports, place.run, { next, now: entries, putOff: [] });
  if (taken === undefined) return undefined;
  const proved = await new ProofBatch(ports, { ...place, run: taken }, entries, notAllowed).prove();
  if (proved.kind === 'outage') {
    await putOffHand(ports, taken); // others come first, who may be answered
    if (proved.error !== undefined) throw proved.error;
    return pause(ports, taken, 'google', OUTAGE_MS);
  }
  const { result, stop } = proved;
  const workedMs = until(begunAt, clock.now());
  const counted = await countBatch(ports, taken, result, { workedMs, firstWave: policy.firstWave });
  const refused = counted && refusedIn(counted, policy.firstWave);
  if (refused) {
    const { startedAt } = counted;
    await noteRun(ports, place.ldap.secureLdap, { refused, startedAt });
  }
  if (stop === undefined || counted === undefined) return stop?.forMs;
  return pause(ports, counted, stop.wait, stop.forMs);
}

/** So many users tell whether too many are refused before a run ends. */
const ENOUGH = 100;

/**
 * Whether a larger share of the passwords that had worked is refused now than the first wave may fail; undefined:
 * the run does not tell. One refusal is that user's own, and a short list may name those who are in doubt.
 */
function refusedIn(
  { counts, newlyRefused = 0, state, scope }: Run,
  { size, stopAtFailedShare }: FirstWave,
): RunOfBinds['refused'] | undefined {
  const isOver = state === 'finished';
  const { done, failed } = counts;
  const known = done + newlyRefused;
  const least = userKeysOf(scope) ? size : 0;
  const isMany = known >= least && newlyRefused > 1 && newlyRefused / known > stopAtFailedShare;
  if (isMany) return isOver || known >= ENOUGH ? 'many' : undefined;
  const tried = done + failed;
  return isOver && tried >= Math.max(1, size) && failed / tried <= stopAtFailedShare
    ? 'few'
    : undefined;
}

async function pause(
  ports: RunPorts,
  run: Run,
  wait: NonNullable<Run['waitingFor']>,
  forMs: DurationMs,
): Promise<DurationMs> {
  await noteWait(ports, run, wait);
  return forMs;
}
