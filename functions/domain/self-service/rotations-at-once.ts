import { type UserId } from '../account';
import { addressKey } from '../address-key';
import { type EpochMs } from '../time';

/** When a call began, and the versions that were stored then; 0: without a password. */
export type Beginning = { readonly at: EpochMs; readonly versions: ReadonlyMap<UserId, number> };

type Going = { readonly begun: Promise<Beginning>; calls: number };

/**
 * The rotations by people that this process is answering. A call that begins while another one of the same person is
 * answered counts as begun with it: the two are at once, even if the other one's password is stored by then.
 */
export class RotationsAtOnce {
  readonly #going = new Map<string, Going>();

  /** Calls `answer` with the beginning of the calls that go on, else with that of this one, which `begin` gives. */
  async answer<Result>(
    address: string,
    begin: () => Promise<Beginning>,
    answer: (begun: Beginning) => Promise<Result>,
  ): Promise<Result> {
    const key = addressKey(address);
    const going = this.#going.get(key) ?? { begun: begin(), calls: 0 };
    this.#going.set(key, going);
    going.calls += 1;
    try {
      return await answer(await going.begun);
    } finally {
      going.calls -= 1;
      if (going.calls === 0) this.#going.delete(key);
    }
  }
}
