import { orUnreadable, UnreadableDocument } from '../../functions/adapters/document-reader';
import { readLane } from '../../functions/adapters/stored-run';
import { type Lane, type LaneName, NEW_LANE } from '../../functions/domain/runs/lane';
import { type Step } from '../../functions/ports/account-store';
import { type LaneStore } from '../../functions/ports/lane-store';
import { frozenCopy } from './frozen-copy';

/** Lanes in memory. Meets the same contract as the real stores. */
export class MemoryLaneStore implements LaneStore {
  readonly #lanes = new Map<LaneName, Lane>();

  readonly #spoilt = new Set<LaneName>();

  /** Makes the document unreadable. */
  spoil(name: LaneName): Promise<unknown> {
    return Promise.resolve(this.#spoilt.add(name));
  }

  read(name: LaneName): Promise<Lane> {
    return this.transact(name, (lane) => ({ result: lane }));
  }

  replaceUnreadable(name: LaneName, instead: Lane): Promise<Error | undefined> {
    if (!this.#spoilt.delete(name)) return Promise.resolve(undefined);
    this.#lanes.set(name, instead);
    const found = orUnreadable(readLane)(`lanes/${name}`, 'spoilt');
    return Promise.resolve(found instanceof UnreadableDocument ? found.replaced() : undefined);
  }

  transact<Result>(name: LaneName, step: (lane: Lane) => Step<Lane, Result>): Promise<Result> {
    return Promise.resolve().then(() => {
      if (this.#spoilt.has(name)) readLane(`lanes/${name}`, 'spoilt');
      const { write, result } = step(this.#lanes.get(name) ?? NEW_LANE);
      if (write === null) this.#lanes.delete(name);
      else if (write) this.#lanes.set(name, frozenCopy(write));
      return result;
    });
  }
}
