import { type Clock } from '../../ports/clock';
import { type Directory } from '../../ports/directory';
import { type CallTraffic } from './call-traffic';
import { paceAt } from './pace';
import { durationMs, type DurationMs, until } from '../time';

/** A late call may catch up this much; more would be a burst. */
const CATCH_UP_MS = 125;

/** How often the pace is read again while a call waits for its turn. */
const LOOK_AGAIN_MS = 100;

/** A turn waits out a pause up to this length; a longer one ends the batch. */
export const LONGEST_WAITED_PAUSE_MS = 20_000;

export type ThrottlePorts = {
  readonly clock: Clock;
  readonly traffic: CallTraffic;
  readonly ceilingPerSecond: number;
};

/** When the next call of a run may begin: one after another, evenly spaced at the shared pace. */
export class Throttle {
  readonly #ports: ThrottlePorts;
  #line: Promise<unknown> = Promise.resolve();
  /** When the last call began, or was due to begin. */
  #lastMs = 0;

  constructor(ports: ThrottlePorts) {
    this.#ports = ports;
  }

  /** Calls per second that may begin now. */
  get perSecond(): number {
    return this.#pace().perSecond;
  }

  /** How long the pause still lasts; 0: there is none. */
  get pauseMs(): DurationMs {
    const { pausedUntil } = this.#pace();
    return pausedUntil === undefined ? durationMs(0) : until(this.#ports.clock.now(), pausedUntil);
  }

  /** Whether the pause is longer than a turn waits. */
  get isLongPause(): boolean {
    return this.pauseMs > LONGEST_WAITED_PAUSE_MS;
  }

  /** Waits for a turn. False: the pause is long, and no call may be made. */
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

/** A directory whose look-ups and listings wait for a turn; in a long pause they make no call. */
export const throttled = (directory: Directory, throttle: Throttle): Directory => ({
  listUsers: async (page) => ((await throttle.turn()) ? directory.listUsers(page) : PAUSED),
  findUser: async (key) => ((await throttle.turn()) ? directory.findUser(key) : PAUSED),
  setPassword: (...sent) => directory.setPassword(...sent),
});

const PAUSED = { kind: 'failed', failure: { code: 'quota-exceeded' } } as const;
