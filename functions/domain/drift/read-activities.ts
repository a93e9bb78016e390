import {
  type ActivityLog,
  ACTIVITY_EVENTS,
  type ActivityPage,
  type PasswordActivity,
} from '../../ports/activity-log';
import { type Clock } from '../../ports/clock';
import { type Answer } from '../../ports/directory';
import { type Connection } from '../configuration/configuration';
import { type GoogleFailure } from '../google-failure';
import { type EpochMs } from '../time';
import { CLOCKS_MS } from './mended';

/** The upper limit of pages of one event: 500,000 activities. */
const MOST_PAGES = 500;

/**
 * How a reading ended. `partial`: some activities were not dealt with, and have to be read again. `cut-short`:
 * there was no time to read all. `failed`: Google did not show the log.
 */
export type Reading =
  | { readonly kind: 'complete' | 'partial' | 'cut-short' }
  | { readonly kind: 'failed'; readonly failure: GoogleFailure };

export type ReadingRequest = {
  readonly log: ActivityLog;
  readonly connection: Connection;
  readonly since: EpochMs;
  /** Deals with a page; false: with some of it only. */
  readonly take: (activities: readonly PasswordActivity[]) => Promise<boolean>;
  /** False once there is no time left. */
  readonly goOn: () => boolean;
  readonly clock: Clock;
};

/**
 * A page, if our clock agrees with Google's. Otherwise our own changes could not be told from others': Google may
 * let us sign in all the same.
 */
export const timely = (page: Answer<ActivityPage>, now: EpochMs): Answer<ActivityPage> =>
  page.kind === 'ok' && Math.abs((page.value.googleTime ?? now) - now) > CLOCKS_MS
    ? { kind: 'failed', failure: { code: 'clock-skewed' } }
    : page;

/**
 * Reads all activities since `since`, page by page, the newest first. A page token that repeats ends an event's
 * pages. An activity that can't be dealt with holds up no other.
 */
export async function readActivities(request: ReadingRequest): Promise<Reading> {
  const { log, connection, since, take, goOn, clock } = request;
  let isComplete = true;
  for (const event of ACTIVITY_EVENTS) {
    const tokens = new Set<string>();
    let pageToken: string | undefined;
    do {
      if (!goOn()) return { kind: 'cut-short' };
      const from = pageToken === undefined ? {} : { pageToken };
      const page = timely(await log.read(connection, { event, since, ...from }), clock.now());
      if (page.kind === 'failed') return page;
      if (!(await take(page.value.activities))) isComplete = false;
      pageToken = page.value.nextPageToken;
      if (pageToken === undefined || tokens.has(pageToken)) break;
      tokens.add(pageToken);
      if (tokens.size >= MOST_PAGES) isComplete = false;
    } while (tokens.size < MOST_PAGES);
  }
  return { kind: isComplete ? 'complete' : 'partial' };
}
