import { type PasswordEvent } from './password-event';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

type Follower = {
  readonly handle: (event: PasswordEvent) => Promise<void>;
  readonly log: (line: string) => void;
  /** True: go on; false: stopped. */
  readonly pause: (ms: number) => Promise<boolean>;
};

/**
 * Hands over event after event. One that fails is handed over again, as Pub/Sub does with a message that was not
 * acknowledged, until somebody has mended what was wrong.
 */
export async function follow(
  events: AsyncIterable<PasswordEvent>,
  { handle, log, pause }: Follower,
): Promise<void> {
  for await (const event of events) {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      try {
        await handle(event);
        break;
      } catch (error) {
        log(`${event.type} ${event.id}: ${String(error)}`);
      }
      if (!(await pause(pauseMs))) return;
    }
  }
}
