import { type Clock } from '../../ports/clock';
import { type Answer, type Directory } from '../../ports/directory';
import { TIMING } from '../passwords/timing';
import { type DurationMs, durationMs, type EpochMs, later, SECOND_MS } from '../time';
import { type DirectoryUser } from '../user';
import { USERS_A_PAGE } from './listing';

/** How long a tick looks: other parts of it need time, too. */
const LOOKS_FOR_MS = durationMs(60 * SECOND_MS);

/** Whether what is done every so often, and was begun then, is due. A future one is of a clock that ran ahead. */
export const isDueAgain = (begunAt: EpochMs, everyMs: DurationMs, now: EpochMs): boolean =>
  now >= later(begunAt, everyMs) || begunAt > later(now, TIMING.clockSkewMs);

/** While a tick may look, from now on. */
export function whileLooking(clock: Clock, goOn: () => boolean): () => boolean {
  const until = later(clock.now(), LOOKS_FOR_MS);
  return () => goOn() && clock.now() < until;
}

/**
 * Lists users page by page, of one unit or everybody, from a place on and while `goOn`; at least one page. Returns where
 * to go on; undefined: everybody was listed. A token that repeats ends the listing.
 */
export async function forEachPage(
  directory: Pick<Directory, 'listUsers'>,
  from: { readonly orgUnitPath?: string; readonly place: string | undefined },
  goOn: () => boolean,
  use: (users: readonly DirectoryUser[], next: string | undefined) => Promise<void>,
): Promise<Answer<string | undefined>> {
  const { place: first, ...unit } = from;
  const read = new Set([first]);
  let place = first;
  do {
    const at = place === undefined ? unit : { ...unit, pageToken: place };
    const listed = await directory.listUsers({ limit: USERS_A_PAGE, ...at });
    if (listed.kind === 'failed') return listed;
    const { users, nextPageToken } = listed.value;
    place = read.has(nextPageToken) ? undefined : nextPageToken;
    read.add(place);
    await use(users, place);
  } while (place !== undefined && goOn());
  return { kind: 'ok', value: place };
}
