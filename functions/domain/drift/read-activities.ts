import {
  type ActivityLog,
  type ActivityEvent,
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
import { byMinute } from './settled-activities';

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
  /** Deals with activities of one minute of one event, or with none; false: with some of them only. */
  readonly take: (minute: readonly PasswordActivity[]) => Promise<boolean>;
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
 * Reads all activities since `since`, page by page, the newest first. An activity that can't be dealt with holds up
 * no other.
 */
export async function readActivities(request: ReadingRequest): Promise<Reading> {
  let isComplete = true;
  for (const event of ACTIVITY_EVENTS) {
    const reading = await readEvent(request, event);
    if (reading.kind === 'failed' || reading.kind === 'cut-short') return reading;
    if (reading.kind === 'partial') isComplete = false;
  }
  return { kind: isComplete ? 'complete' : 'partial' };
}

/**
 * A page may end within a minute, so its last minute is held until the next page. A page token that repeats ends
 * the pages.
 */
async function readEvent(request: ReadingRequest, event: ActivityEvent): Promise<Reading> {
  const { log, connection, since, take, goOn, clock } = request;
  const tokens = new Set<string | undefined>();
  let held: readonly PasswordActivity[] = [];
  let isComplete = true;
  let pageToken: string | undefined;
  do {
    const from = pageToken === undefined ? {} : { pageToken };
    const page = goOn()
      ? timely(await log.read(connection, { event, since, ...from }), clock.now())
      : undefined;
    if (page?.kind !== 'ok') {
      await take(held);
      return page ?? { kind: 'cut-short' };
    }
    const minutes = byMinute([...held, ...page.value.activities]);
    held = minutes.at(-1) ?? [];
    for (const minute of minutes.slice(0, -1)) {
      if (!(await take(minute))) isComplete = false;
    }
    tokens.add(pageToken);
    pageToken = page.value.nextPageToken;
  } while (pageToken !== undefined && !tokens.has(pageToken) && tokens.size < MOST_PAGES);
  if (!(await take(held))) isComplete = false;
  const isEndless = pageToken !== undefined && !tokens.has(pageToken);
  return { kind: isComplete && !isEndless ? 'complete' : 'partial' };
}
