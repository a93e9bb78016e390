import fc from 'fast-check';
import { type Account, type UserId } from '../../functions/domain/account';
import { watchDrift } from '../../functions/domain/drift/watch-drift';
import { epochMs } from '../../functions/domain/time';
import { type ActivityLog, type PasswordActivity } from '../../functions/ports/activity-log';
import { crowdUser } from '../fakes/crowd-google';
import { KEYLESS } from '../fakes/google-connection';
import { RotationWorld } from '../fakes/rotation-world';

const PEOPLE = 3;
const MINUTE = 60_000;

/** An activity of one of a few minutes. `sent`: our own call, as its user's account remembers it. */
const activities = fc.array(
  fc.record({
    event: fc.constantFrom('password-set', 'password-set', 'password-edited', 'password-leaked'),
    minute: fc.integer({ min: 1, max: 4 }),
    person: fc.integer({ min: 0, max: PEOPLE }), // the last one has no account
    by: fc.constantFrom('tool@example.com', 'other@example.com', KEYLESS.adminUsername),
  }),
  { minLength: 1, maxLength: 12 },
);

/**
 * How one reading goes: which activities the log shows yet, in which order, how many a page, which of them twice,
 * after how many calls of the log there is no time left, and at which write the process dies.
 */
const readings = fc.array(
  fc.record({
    shown: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    order: fc.array(fc.nat({ max: 1_000 }), { minLength: 12, maxLength: 12 }),
    page: fc.integer({ min: 1, max: 5 }),
    twice: fc.array(fc.nat({ max: 11 }), { maxLength: 3 }),
    lasts: fc.constantFrom(1, 3, 5, 99, 99),
    diesAt: fc.constantFrom(0, 0, 0, 1, 2, 4),
    beside: fc.boolean(),
  }),
  { maxLength: 4 },
);
type Reading = typeof readings extends fc.Arbitrary<(infer One)[]> ? One : never;

const PLAIN: Reading = {
  shown: Array.from({ length: 12 }, () => true),
  order: Array.from({ length: 12 }, () => 0),
  page: 1_000,
  twice: [],
  lasts: 99,
  diesAt: 0,
  beside: false,
};

/** The same people in each world. Of the first one, a call of ours is remembered. */
async function newWorld(): Promise<RotationWorld> {
  const world = new RotationWorld();
  await world.connect();
  const now = world.clock.now();
  const sent = { from: epochMs(now - MINUTE), until: epochMs(now - MINUTE) };
  for (let number = 0; number < PEOPLE; number += 1) {
    await world.person(number, number === 0 ? { sends: [sent] } : {});
  }
  world.google.add(crowdUser(PEOPLE));
  return world;
}

/** The log as one reading sees it. Page tokens are places. */
const logOf = (all: readonly PasswordActivity[], reading: Reading): ActivityLog => ({
  read: (_connection, { event, since, pageToken = '0' }) => {
    const seen = all
      .map((activity, index) => ({ activity, index }))
      .filter(({ index }) => reading.shown[index])
      .toSorted((a, b) => reading.order[a.index]! - reading.order[b.index]!)
      .map(({ activity }) => activity);
    const repeated = reading.twice.flatMap((index) =>
      reading.shown[index] ? (all[index] ?? []) : [],
    );
    const found = [...seen, ...repeated].filter(
      (activity) => activity.event === event && activity.at >= since,
    );
    const place = Number(pageToken);
    const end = place + reading.page;
    return Promise.resolve({
      kind: 'ok',
      value: {
        activities: found.slice(place, end),
        ...(end < found.length ? { nextPageToken: String(end) } : {}),
      },
    });
  },
});

async function read(
  world: RotationWorld,
  all: readonly PasswordActivity[],
  reading: Reading,
): Promise<void> {
  let writes = 0;
  const dying = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get: (target, key) => {
        const member = Reflect.get(target, key) as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]): Promise<unknown> => {
          if (key === 'transact') writes += 1;
          if (reading.diesAt > 0 && writes >= reading.diesAt) return Promise.reject(new Error());
          return member.apply(target, args);
        };
      },
    });
  const ports = world.ports();
  const mortal = {
    ...ports,
    accounts: dying(ports.accounts),
    configurations: dying(ports.configurations),
    settledActivities: dying(ports.settledActivities),
    activityLog: logOf(all, reading),
  };
  let asked = 0;
  const goOn = (): boolean => (asked += 1) <= reading.lasts;
  await watchDrift(mortal, world.configurations.peek(), goOn).catch(() => undefined);
}

type Noted = Pick<Account, 'drift' | 'foreignChanges' | 'leakedAt' | 'status'>;

const notedIn = (world: RotationWorld): Noted[] =>
  world.all().map(({ drift, foreignChanges, leakedAt, status }) => ({
    status,
    ...(drift ? { drift } : {}),
    ...(foreignChanges ? { foreignChanges: [...foreignChanges].toSorted(byId) } : {}),
    ...(leakedAt === undefined ? {} : { leakedAt }),
  }));
const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : 1;

const toldIn = (world: RotationWorld): (UserId | undefined)[] =>
  [...new Set(world.accounts.events.filter(({ type }) => type === 'password.drifted'))]
    .map(({ userId }) => userId)
    .filter((id, index, ids) => ids.indexOf(id) === index)
    .toSorted();

test('readings in any order, in parts, twice, cut short and killed note what one reading of all does', async () => {
  await fc.assert(
    fc.asyncProperty(activities, readings, async (some, before) => {
      const one = await newWorld();
      const now = one.clock.now();
      const all = some.map(({ event, minute, person, by }, index): PasswordActivity => ({
        id: `${index}`,
        event,
        at: epochMs(now - minute * MINUTE + index * 1_000),
        by,
        address: crowdUser(person).primaryEmail,
      }));
      await read(one, all, PLAIN);
      const world = await newWorld();
      for (const reading of before) {
        await Promise.all([
          read(world, all, reading),
          ...(reading.beside ? [read(world, all, { ...reading, diesAt: 0, page: 2 })] : []),
        ]);
        world.clock.advance(5 * MINUTE);
      }
      await read(world, all, PLAIN);
      expect(notedIn(world)).toStrictEqual(notedIn(one));
      expect(toldIn(world)).toStrictEqual(toldIn(one));
    }),
    { numRuns: 300 },
  );
});
