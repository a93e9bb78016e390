import { type Lane, type LaneName, NEW_LANE } from '../../functions/domain/rotation/lane';
import { type Step } from '../../functions/ports/account-store';
import { type LaneStore } from '../../functions/ports/lane-store';

/** Lanes in memory. Meets the same contract as the real stores. */
export class MemoryLaneStore implements LaneStore {
  readonly #lanes = new Map<LaneName, Lane>();

  read(name: LaneName): Promise<Lane> {
    return Promise.resolve(this.#lanes.get(name) ?? NEW_LANE);
  }

  transact<Result>(name: LaneName, step: (lane: Lane) => Step<Lane, Result>): Promise<Result> {
    return Promise.resolve().then(() => {
      const { write, result } = step(this.#lanes.get(name) ?? NEW_LANE);
      if (write === null) this.#lanes.delete(name);
      else if (write) this.#lanes.set(name, structuredClone(write));
      return result;
    });
  }
}
