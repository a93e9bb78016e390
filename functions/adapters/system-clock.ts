import { setTimeout as wait } from 'node:timers/promises';
import { epochMs } from '../domain/time';
import { type Clock } from '../ports/clock';

/** The machine's clock, on both platforms. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  sleep: async (duration) => {
    await wait(duration);
  },
};
