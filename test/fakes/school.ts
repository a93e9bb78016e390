import { BindQuota } from '../../local/workspace/ldap/bind-quota';
import { type ManualClock } from './manual-clock';

/** When a school's Wi-Fi binds: never more than twice in a second. Each takes a time from 0 to 1 if it wants. */
export const TIMETABLES: Readonly<Record<string, (draw: () => number) => Generator<number>>> = {
  /** One every half second. */
  *evenly() {
    for (let at = 0; ; at += 500) yield at;
  },
  /** Two at once, every second. */
  *'in pairs'() {
    for (let at = 0; ; at += 1_000) {
      yield at;
      yield at;
    }
  },
  /** At any moment, with pauses. */
  *'at random'(draw) {
    let before = -1_000;
    for (let at = 0; ;) {
      yield at;
      const next = Math.max(before + 1_000, at + Math.floor(draw() * 1_200));
      before = at;
      at = next;
    }
  },
};

/** Google's quota for a customer. */
const BINDS_PER_SECOND = 4;

/** How long a bind travels at most, before it counts. */
const TRAVELS_MS = 300;

/**
 * A school that shares Google's quota of binds with this service: 4 in any second. Its binds and ours arrive on one
 * time line.
 */
export class School {
  /** How many of its binds Google accepted and refused. */
  readonly own = { accepted: 0, refused: 0 };
  /** How many of this service's binds Google refused. */
  oursRefused = 0;
  readonly #clock: ManualClock;
  readonly #quota = new BindQuota();
  readonly #arrivals: Generator<number>;
  readonly #begunAt: number;
  #nextAt: number;
  #seed = 7;

  constructor(clock: ManualClock, timetable: keyof typeof TIMETABLES) {
    this.#clock = clock;
    this.#begunAt = clock.now();
    this.#arrivals = TIMETABLES[timetable]!(this.#draw);
    this.#nextAt = this.#next();
  }

  /** Whether Google takes a bind that this service sends now. */
  readonly takesOurs = (): boolean => {
    const at = this.#clock.now() + Math.floor(this.#draw() * TRAVELS_MS);
    this.#arriveUntil(at);
    const taken = this.#quota.take(BINDS_PER_SECOND, at);
    if (!taken) this.oursRefused += 1;
    return taken;
  };

  #arriveUntil(at: number): void {
    for (; this.#nextAt <= at; this.#nextAt = this.#next()) {
      const taken = this.#quota.take(BINDS_PER_SECOND, this.#nextAt);
      this.own[taken ? 'accepted' : 'refused'] += 1;
    }
  }

  #next(): number {
    return this.#begunAt + (this.#arrivals.next().value as number);
  }

  /** A linear congruential generator (Numerical Recipes), so that a test can be repeated. */
  readonly #draw = (): number => {
    this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return this.#seed / 2 ** 32;
  };
}
