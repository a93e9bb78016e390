import { type Clock } from '../../ports/clock';
import { type Directory } from '../../ports/directory';
import { type CallTraffic } from './call-traffic';
import { paceAt } from './pace';
import { durationMs, type DurationMs, until } from '../time';

/** Whoever comes late may catch up this much; more would be a burst. */
const CATCH_UP_MS = 100;

/** The pace is looked at anew so often while a turn is waited for. */
const LOOK_AGAIN_MS = 100;

/** A pause that Google is to be given is waited for up to here; a longer one ends the batch. */
export const LONGEST_WAITED_PAUSE_MS = 20_000;

export type ThrottlePorts = {
  readonly clock: Clock;
  readonly traffic: CallTraffic;
  readonly ceilingPerSecond: number;
};

/** When the next call of a run may begin: one after the other, evenly spaced at the shared pace. */
export class Throttle {
  readonly #ports: ThrottlePorts;
  #line: Promise<unknown> = Promise.resolve();
  /** When the last call began, or was to begin. */
  #lastMs = 0;

  constructor(ports: ThrottlePorts) {
    this.#ports = ports;
  }

  /** Calls a second that may begin now. */
  get perSecond(): number {
    return this.#pace().perSecond;
  }

  /** For how long Google is to be given a pause; 0: for none. */
  get pauseMs(): DurationMs {
    const { pausedUntil } = this.#pace();
    return pausedUntil === undefined ? durationMs(0) : until(this.#ports.clock.now(), pausedUntil);
  }

  /** Whether Google is to be given a pause that is longer than a turn waits for. */
  get isLongPause(): boolean {
    return this.pauseMs > LONGEST_WAITED_PAUSE_MS;
  }

  /** Waits for a turn. False: Google is to be given a long pause, and no call is to be made. */
  turn(): Promise<boolean> {
    const turn = this.#line.then(() => this.#next());
    this.#line = turn;
    return turn;
  }

  async #next(): Promise<boolean> {
    const { clock } = this.#ports;
    for (;;) {
      const now = clock.now();
      const { perSecond, pausedUntil = 0 } = this.#pace();
      if (pausedUntil > now + LONGEST_WAITED_PAUSE_MS) return false;
      const gapMs = 1_000 / perSecond;
      if (this.#lastMs > now + gapMs) this.#lastMs = now; // the clock was set back
      const at = Math.max(pausedUntil, this.#lastMs + gapMs);
      if (at <= now) {
        this.#lastMs = Math.max(at, now - CATCH_UP_MS);
        return true;
      }
      await clock.sleep(durationMs(Math.ceil(Math.min(LOOK_AGAIN_MS, at - now))));
    }
  }

  #pace(): ReturnType<typeof paceAt> {
    const { traffic, ceilingPerSecond, clock } = this.#ports;
    return paceAt(traffic.pace, ceilingPerSecond, clock.now());
  }
}

/** A directory that looks up and lists at the throttle's pace; into a long pause it makes no call. */
export const throttled = (directory: Directory, throttle: Throttle): Directory => ({
  listUsers: async (page) => ((await throttle.turn()) ? directory.listUsers(page) : PAUSED),
  findUser: async (key) => ((await throttle.turn()) ? directory.findUser(key) : PAUSED),
  setPassword: (...sent) => directory.setPassword(...sent),
});

const PAUSED = { kind: 'failed', failure: { code: 'quota-exceeded' } } as const;
