import { Listing } from '../../../functions/domain/rotation/listing';
import { DAY_MS, epochMs, later } from '../../../functions/domain/time';
import { type UserPage } from '../../../functions/ports/directory';
import { crowdUser } from '../../fakes/crowd-google';
import { ManualClock } from '../../fakes/manual-clock';

/** A listing in pages of two users, whose tokens are `1`, `2` and so on; `next` can say otherwise. */
function listingOf(pages: number, next = (page: number): number => page + 1) {
  const clock = new ManualClock(epochMs(1_700_000_000_000));
  const asked: (string | undefined)[] = [];
  const page = (token: string | undefined): UserPage => {
    const at = Number(token ?? 0);
    const users = [2 * at, 2 * at + 1].map((index) => crowdUser(index));
    return { users, ...(at + 1 < pages ? { nextPageToken: String(next(at)) } : {}) };
  };
  const listing = new Listing(clock);
  const by = {
    directory: {
      listUsers: ({ pageToken }: { pageToken?: string }) => {
        asked.push(pageToken);
        return Promise.resolve({ kind: 'ok', value: page(pageToken) });
      },
    },
    choose: (users: UserPage['users']) => Promise.resolve(users.map((user) => ({ user }))),
    until: later(clock.now(), DAY_MS),
  } as unknown as Parameters<Listing['take']>[2];
  return { listing, by, asked };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('pages for a whole batch are listed while the one before is processed', async () => {
  const { listing, by, asked } = listingOf(9);
  await listing.take(undefined, 2, by);
  listing.lookAhead(5);
  await settled();
  expect(asked).toStrictEqual([undefined, '1', '2', '3']);
});

test('a token that comes again ends the looking ahead', async () => {
  const { listing, by, asked } = listingOf(9, () => 1);
  await listing.take(undefined, 2, by);
  listing.lookAhead(50);
  await settled();
  expect(asked).toStrictEqual([undefined, '1']);
});
