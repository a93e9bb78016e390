import { setImmediate } from 'node:timers/promises';
import { type DurationMs } from '../../functions/domain/time';
import { type RotationWorld, type Wrap } from './rotation-world';

const STEP_MS = 50;

/** Time in which several users of a run wait at once: a sleep ends when the clock is there. */
export class DrivenTime {
  readonly #world: RotationWorld;

  constructor(world: RotationWorld) {
    this.#world = world;
    world.wrapTask = this.inTime;
  }

  /** The ports of a process that waits so. */
  readonly inTime: Wrap = (ports) => ({
    ...ports,
    clock: { now: () => this.#world.clock.now(), sleep: (duration) => this.sleep(duration) },
  });

  sleep(duration: DurationMs): Promise<void> {
    const until = this.#world.clock.now() + duration;
    return new Promise((resolve) => {
      this.#world.clock.onAdvance((now) => {
        if (now >= until) resolve();
      });
    });
  }

  /** Moves time on and delivers the tasks that are due. */
  async pass(ms: number, stepMs = STEP_MS): Promise<void> {
    const end = this.#world.clock.now() + ms;
    while (this.#world.clock.now() < end) {
      void this.#world.tasks.drain();
      await setImmediate(); // until every process waits
      this.#world.clock.advance(stepMs);
    }
  }
}
