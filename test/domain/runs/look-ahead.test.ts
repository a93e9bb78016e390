import { Listing, USERS_A_PAGE } from '../../../functions/domain/runs/listing';
import { DAY_MS, epochMs, later } from '../../../functions/domain/time';
import { type DirectoryUser } from '../../../functions/domain/user';
import { type Answer, type UserPage } from '../../../functions/ports/directory';
import { crowdUser } from '../../fakes/crowd-google';
import { ManualClock } from '../../fakes/manual-clock';

/** Full pages, whose tokens are `1`, `2` and so on; `next` can say otherwise. Some pages may have nobody for the run. */
function listingOf(
  pages: number,
  next = (page: number): number => page + 1,
  isWanted: (user: DirectoryUser) => boolean = () => true,
) {
  const clock = new ManualClock(epochMs(1_700_000_000_000));
  const asked: (string | undefined)[] = [];
  /** Google's next answers, if they are not the pages. */
  const answers: Answer<UserPage>[] = [];
  const page = (token: string | undefined): UserPage => {
    const at = Number(token ?? 0);
    const users = Array.from({ length: USERS_A_PAGE }, (_, index) =>
      crowdUser(USERS_A_PAGE * at + index),
    );
    return { users, ...(at + 1 < pages ? { nextPageToken: String(next(at)) } : {}) };
  };
  const listing = new Listing(clock);
  const by = {
    directory: {
      listUsers: ({ pageToken }: { pageToken?: string }) => {
        asked.push(pageToken);
        return Promise.resolve(answers.shift() ?? { kind: 'ok', value: page(pageToken) });
      },
    },
    choose: (users: UserPage['users']) =>
      Promise.resolve(users.filter(isWanted).map((user) => ({ user }))),
    until: later(clock.now(), DAY_MS),
  } as unknown as Parameters<Listing['take']>[2];
  return { listing, by, asked, answers, clock };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('pages for a whole batch are listed while the one before is processed', async () => {
  const { listing, by, asked } = listingOf(9);
  await listing.take(undefined, USERS_A_PAGE, by);
  listing.lookAhead(2 * USERS_A_PAGE + 1);
  await settled();
  expect(asked).toStrictEqual([undefined, '1', '2', '3']);
});

test('a token that comes again ends the looking ahead', async () => {
  const { listing, by, asked } = listingOf(9, () => 1);
  await listing.take(undefined, USERS_A_PAGE, by);
  listing.lookAhead(50 * USERS_A_PAGE);
  await settled();
  expect(asked).toStrictEqual([undefined, '1']);
});

test('looking ahead for the few users of a unit is not listing the whole directory', async () => {
  const { listing, by, asked } = listingOf(
    100,
    (page) => page + 1,
    ({ id }) => id === crowdUser(0).id,
  );
  await listing.take(undefined, 1, by);
  listing.lookAhead(USERS_A_PAGE);
  await settled();
  expect(asked).toStrictEqual([undefined, '1']);
});

test('no page is listed ahead once the worker has ended', async () => {
  const { listing, by, asked } = listingOf(9);
  await listing.take(undefined, USERS_A_PAGE, by);
  listing.lookAhead(5 * USERS_A_PAGE);
  listing.end();
  await settled();
  expect(asked).toStrictEqual([undefined, '1']);
});

test('a failure to list a stale page anew is forgotten', async () => {
  const { listing, by, answers, clock } = listingOf(9);
  const first = await listing.take(undefined, 1, by);
  if (first.kind === 'failed') throw new Error(first.failure.code);
  clock.advance(60_000);
  answers.push({ kind: 'failed', failure: { code: 'google-unavailable' } });
  expect((await listing.take(first.value.place, 1, by)).kind).toBe('failed');
  expect((await listing.take(first.value.place, 1, by)).kind).toBe('ok');
});

test('a failure of looking ahead is forgotten: another connection may list by then', async () => {
  const { listing, by, answers } = listingOf(9);
  const first = await listing.take(undefined, USERS_A_PAGE, by);
  if (first.kind === 'failed') throw new Error(first.failure.code);
  answers.push({ kind: 'failed', failure: { code: 'delegation-missing' } });
  listing.lookAhead(USERS_A_PAGE);
  await settled();
  const second = await listing.take(first.value.place, 1, by);
  expect(second).toMatchObject({ kind: 'ok', value: { entries: [{ user: crowdUser(500) }] } });
});

test('a failure that comes while the next batch waits for it is no failure of that batch', async () => {
  const { listing, by, asked } = listingOf(9);
  const first = await listing.take(undefined, USERS_A_PAGE, by);
  const { promise: slow, resolve: refuse } = Promise.withResolvers<Answer<UserPage>>();
  const { listUsers } = by.directory;
  by.directory.listUsers = () => slow; // by the connection that another replaces
  listing.lookAhead(USERS_A_PAGE);
  by.directory.listUsers = listUsers;
  const next = listing.take(first.kind === 'ok' ? first.value.place : '', 1, by);
  refuse({ kind: 'failed', failure: { code: 'admin-suspended' } });
  expect((await next).kind).toBe('ok');
  expect(asked).toStrictEqual([undefined, '1']);
});
