import { setTimeout as wait } from 'node:timers/promises';

/** A message of the topic `password-events`. It never holds a password. */
export type PasswordEvent = {
  /** The same for each delivery of one event. */
  readonly id: string;
  readonly type: string;
  readonly userId?: string;
  readonly primaryEmail?: string;
  readonly version?: number;
  /** RFC 3339. */
  readonly at: string;
};

const LOOK_EVERY_MS = 1_000;

/**
 * The events after a place in the log, as `npm start` keeps it, until the signal fires. In the cloud they come by
 * a subscription to the topic, and `after` is Pub/Sub's own affair.
 */
export async function* passwordEvents(
  url: string,
  signal: AbortSignal,
  after = 0,
): AsyncGenerator<PasswordEvent> {
  let place = after;
  while (!signal.aborted) {
    const page = await pageAfter(url, place).catch(() => undefined); // no answer, or one that broke off
    if (page) {
      yield* page.events;
      place = page.next;
      if (page.events.length > 0) continue;
    }
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

type Page = { readonly events: readonly PasswordEvent[]; readonly next: number };

async function pageAfter(url: string, place: number): Promise<Page | undefined> {
  const answer = await fetch(`${url}/v1/events?after=${String(place)}`);
  return answer.ok ? ((await answer.json()) as Page) : undefined;
}
