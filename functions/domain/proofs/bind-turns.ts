import { type BindPaceStore } from '../../ports/bind-pace-store';
import { type Clock } from '../../ports/clock';
import { durationMs, type DurationMs, type EpochMs, later, SECOND_MS, until } from '../time';
import { believed, PAUSE_MS, placeOfRun, placeOfWaited } from './bind-pace';

export type BindPacePorts = {
  readonly bindPace: BindPaceStore;
  readonly clock: Clock;
  /** How many binds runs make a second; somebody may wait for as many again. */
  readonly proofsPerSecond: number;
};

/** How long a person waits for a place. */
export const PLACE_WITHIN_MS = SECOND_MS;

/** `paused`: Google's quota is used up, and the run is to go on after `forMs`. */
export type TurnOfRun =
  { readonly kind: 'turn' } | { readonly kind: 'paused'; readonly forMs: DurationMs };

/** Waits for the turn of a run's bind. */
export async function turnOfRun({
  bindPace,
  clock,
  proofsPerSecond,
}: BindPacePorts): Promise<TurnOfRun> {
  const taken = await bindPace.transact<{ kind: 'turn'; turn: Turn } | Paused>((known, now) => {
    const { pausedUntil } = believed(known, now);
    if (pausedUntil !== undefined) {
      return { result: { kind: 'paused', forMs: until(now, pausedUntil) } };
    }
    const { pace, at } = placeOfRun(known, proofsPerSecond, now);
    return { write: pace, result: { kind: 'turn', turn: turnAt(at, now, clock) } };
  });
  if (taken.kind === 'paused') return taken;
  await waitFor(taken.turn, clock);
  return { kind: 'turn' };
}

type Paused = Extract<TurnOfRun, { readonly kind: 'paused' }>;

/** Waits for the turn of a bind that somebody waits for. False: there is no place in time. */
export async function turnOfWaited(
  { bindPace, clock, proofsPerSecond }: BindPacePorts,
  withinMs: DurationMs = PLACE_WITHIN_MS,
): Promise<boolean> {
  const turn = await bindPace.transact<Turn | undefined>((known, now) => {
    const place = placeOfWaited(known, proofsPerSecond, { now, withinMs });
    return place
      ? { write: place.pace, result: turnAt(place.at, now, clock) }
      : { result: undefined };
  });
  if (turn === undefined) return false;
  await waitFor(turn, clock);
  return true;
}

/** How far ahead a turn was when it was taken, and when that was by our own clock. */
type Turn = { readonly inMs: DurationMs; readonly takenAt: EpochMs };

/** The store's clock only tells how long to wait. Our own measures it, from the moment of the step. */
const turnAt = (at: EpochMs, now: EpochMs, clock: Clock): Turn => ({
  inMs: until(now, at),
  takenAt: clock.now(),
});

async function waitFor({ inMs, takenAt }: Turn, clock: Clock): Promise<void> {
  const waitMs = Math.min(inMs, later(takenAt, inMs) - clock.now()); // our clock may be set back
  if (waitMs > 0) await clock.sleep(durationMs(waitMs));
}

/** Google has refused a bind because of its quota: runs stop for a minute. */
export const noteBindQuota = ({ bindPace }: Pick<BindPacePorts, 'bindPace'>): Promise<void> =>
  bindPace.transact((known, now) => ({
    write: { ...believed(known, now), pausedUntil: later(now, PAUSE_MS) },
    result: undefined,
  }));
