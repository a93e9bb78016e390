import { type Clock } from '../../ports/clock';
import { type LaneStore } from '../../ports/lane-store';
import { durationMs, type DurationMs, type EpochMs, later, until } from '../time';
import { TIMING } from '../passwords/timing';

/** Runs of one lane share a quota at Google, so one worker at a time carries them on. */
export const LANES = ['directory'] as const;
export type LaneName = (typeof LANES)[number];

/** What is known of a lane, beside its runs. */
export type Lane = {
  /** The worker at work on its runs. */
  readonly lease?: { readonly holder: string; readonly until: EpochMs };
  /** `not-authorized` answers in a row, of any call, and of updates alone. */
  readonly refused: { readonly calls: number; readonly updates: number };
  /** How many users the directory had when it was last listed to its end. */
  readonly listedUsers?: number;
  /** How far the accounts were last brought up to date, and for what; see `upkeep.ts`. */
  readonly upkeep?: { readonly purpose: string; readonly place?: string; readonly done?: true };
};

export const NEW_LANE: Lane = { refused: { calls: 0, updates: 0 } };

/** Outlasts an account's lease, and is renewed with every batch. */
export const LANE_LEASE_MS = durationMs(90_000);
const LONGEST_MS = durationMs(LANE_LEASE_MS + TIMING.clockSkewMs);

/** How long the lane is taken yet; 0: it is free. A lease longer than any was given by a clock that ran ahead. */
export function leaseLeft({ lease }: Lane, now: EpochMs): DurationMs {
  if (lease === undefined || lease.until > later(now, LONGEST_MS)) return durationMs(0);
  return until(now, later(lease.until, TIMING.clockSkewMs));
}

/** One worker's hold on a lane. */
export class LaneHold {
  readonly #lanes: LaneStore;
  readonly #clock: Clock;
  readonly #name: LaneName;
  readonly holder: string;

  constructor(ports: { lanes: LaneStore; clock: Clock }, name: LaneName, holder: string) {
    this.#lanes = ports.lanes;
    this.#clock = ports.clock;
    this.#name = name;
    this.holder = holder;
  }

  /** The lane as it was taken; or for how long another worker may have it yet. */
  take(): Promise<{ lane: Lane } | { busyMs: DurationMs }> {
    return this.#lanes.transact<{ lane: Lane } | { busyMs: DurationMs }>(this.#name, (lane) => {
      const busyMs = leaseLeft(lane, this.#clock.now());
      if (busyMs > 0 && lane.lease?.holder !== this.holder) return { result: { busyMs } };
      const write = this.#leased(lane);
      return { write, result: { lane: write } };
    });
  }

  /** Renews the lease with what is to be noted; undefined: another worker has the lane. */
  renew(change: (lane: Lane) => Lane): Promise<Lane | undefined> {
    return this.#lanes.transact<Lane | undefined>(this.#name, (lane) => {
      if (lane.lease?.holder !== this.holder) return { result: undefined };
      const write = this.#leased(change(lane));
      return { write, result: write };
    });
  }

  /** Gives the lane free with what is to be noted, if it is still ours. */
  release(change: (lane: Lane) => Lane): Promise<void> {
    return this.#lanes.transact(this.#name, (lane) => {
      if (lane.lease?.holder !== this.holder) return { result: undefined };
      const { lease: _, ...write } = change(lane);
      return { write, result: undefined };
    });
  }

  readonly #leased = (lane: Lane): Lane => ({
    ...lane,
    lease: { holder: this.holder, until: later(this.#clock.now(), LANE_LEASE_MS) },
  });
}
