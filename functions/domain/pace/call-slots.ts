import { type Clock } from '../../ports/clock';
import { type Directory, type SetPasswordOutcome } from '../../ports/directory';
import { durationMs, later, until } from '../time';

/** Users in hand for this many concurrent calls: some are recorded while others' calls go on. */
export const usersAtOnce = (callsAtOnce: number): number => callsAtOnce * 2;

/**
 * A directory with at most `calls` look-ups and updates under way; others wait for their turn, and their
 * deadline runs meanwhile. With `usersAtOnce` users, none waits longer than one call takes.
 */
export function atMostAtOnce(directory: Directory, calls: number, clock: Clock): Directory {
  const slots = new CallSlots(calls);
  return {
    listUsers: (page) => directory.listUsers(page),
    findUser: (key) => slots.during(() => directory.findUser(key)),
    setPassword: (id, password, deadlineMs, also) => {
      const giveUpAt = later(clock.now(), deadlineMs);
      return slots.during(() => {
        const leftMs = durationMs(until(clock.now(), giveUpAt));
        return leftMs > 0 ? directory.setPassword(id, password, leftMs, also) : NOTHING_SENT;
      });
    },
  };
}

const NOTHING_SENT: Promise<SetPasswordOutcome> = Promise.resolve({
  kind: 'rejected',
  failure: { code: 'no-answer' },
});

class CallSlots {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(calls: number) {
    this.#free = calls;
  }

  async during<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((go) => this.#line.push(go));
    try {
      return await call();
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
