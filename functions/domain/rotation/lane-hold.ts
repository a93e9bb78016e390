import { type Clock } from '../../ports/clock';
import { type LaneStore } from '../../ports/lane-store';
import { type DurationMs, later } from '../time';
import { type Lane, LANE_LEASE_MS, type LaneName, leaseLeft } from './lane';

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

  /** The lane as taken, or how long another worker may still have it. */
  take(): Promise<{ lane: Lane } | { busyMs: DurationMs }> {
    return this.#lanes.transact<{ lane: Lane } | { busyMs: DurationMs }>(this.#name, (lane) => {
      const busyMs = leaseLeft(lane, this.#clock.now());
      if (busyMs > 0 && lane.lease?.holder !== this.holder) return { result: { busyMs } };
      const write = this.#leased(lane);
      return { write, result: { lane: write } };
    });
  }

  /** Renews the lease and applies `change`; undefined: another worker has the lane. */
  renew(change: (lane: Lane) => Lane): Promise<Lane | undefined> {
    return this.#lanes.transact<Lane | undefined>(this.#name, (lane) => {
      if (lane.lease?.holder !== this.holder) return { result: undefined };
      const write = this.#leased(change(lane));
      return { write, result: write };
    });
  }

  /** Applies `change` and frees the lane, if this worker still has it. */
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
