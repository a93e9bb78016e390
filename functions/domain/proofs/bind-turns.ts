import { type BindPaceStore } from '../../ports/bind-pace-store';
import { type Clock } from '../../ports/clock';
import { type DurationMs, type EpochMs, later, SECOND_MS, until } from '../time';
import { believed, PAUSE_MS, placeOfRun, placeOfWaited } from './bind-pace';

export type BindPacePorts = {
  readonly bindPace: BindPaceStore;
  readonly clock: Clock;
  /** How many binds runs make a second; somebody may wait for as many again. */
  readonly proofsPerSecond: number;
};

/** How long a person waits for a place. */
export const PLACE_WITHIN_MS = SECOND_MS;

type Paused = { readonly kind: 'paused'; readonly until: EpochMs };

/**
 * Waits for the turn of a run's bind. `paused`: Google's quota is used up, and the run is to go on after
 * `until`.
 */
export async function turnOfRun(ports: BindPacePorts): Promise<{ kind: 'turn' } | Paused> {
  const { bindPace, clock, proofsPerSecond } = ports;
  const now = clock.now();
  const taken = await bindPace.transact<{ kind: 'turn'; at: EpochMs } | Paused>((known) => {
    const { pausedUntil } = believed(known, now);
    if (pausedUntil !== undefined) return { result: { kind: 'paused', until: pausedUntil } };
    const { pace, at } = placeOfRun(known, proofsPerSecond, now);
    return { write: pace, result: { kind: 'turn', at } };
  });
  if (taken.kind === 'paused') return taken;
  await waitFor(clock, taken.at);
  return { kind: 'turn' };
}

/** Waits for the turn of a bind that somebody waits for. False: there is no place in time. */
export async function turnOfWaited(
  { bindPace, clock, proofsPerSecond }: BindPacePorts,
  withinMs: DurationMs = PLACE_WITHIN_MS,
): Promise<boolean> {
  const now = clock.now();
  const at = await bindPace.transact((known) => {
    const place = placeOfWaited(known, proofsPerSecond, { now, withinMs });
    return place ? { write: place.pace, result: place.at } : { result: undefined };
  });
  if (at === undefined) return false;
  await waitFor(clock, at);
  return true;
}

const waitFor = async (clock: Clock, at: EpochMs): Promise<void> => {
  const waitMs = until(clock.now(), at);
  if (waitMs > 0) await clock.sleep(waitMs);
};

/** Google has refused a bind because of its quota: runs stop for a minute. */
export async function noteBindQuota({
  bindPace,
  clock,
}: Pick<BindPacePorts, 'bindPace' | 'clock'>): Promise<void> {
  const now = clock.now();
  await bindPace.transact((known) => ({
    write: { ...believed(known, now), pausedUntil: later(now, PAUSE_MS) },
    result: undefined,
  }));
}
