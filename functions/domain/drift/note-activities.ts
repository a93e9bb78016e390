import { type AccountStore } from '../../ports/account-store';
import { type PasswordActivity } from '../../ports/activity-log';
import { type Clock } from '../../ports/clock';
import { type Directory, type DirectoryConnector } from '../../ports/directory';
import { type Account } from '../account';
import { mapAtOnce } from '../at-once';
import {
  type Configuration,
  connectedCustomer,
  type Connection,
} from '../configuration/configuration';
import { isForeign } from '../passwords/seen-user';
import { type EpochMs } from '../time';
import { ActivityAccounts, addressOf, isNoAnswer, type StoredAccounts } from './activity-account';
import { actorsOf, lastCallOf } from './actors';
import { isRemembered } from './drifted';
import { isOurs, notedActivity, type OurCalls } from './noted-activity';

export type NotingPorts = {
  readonly accounts: AccountStore;
  readonly directory: DirectoryConnector;
  readonly clock: Clock;
  /** A fresh UUID, for events. */
  readonly newId: () => string;
};

/** What the activities of one reading are judged by. */
export type NotingPlace = {
  readonly configuration: Configuration;
  readonly ours: OurCalls;
  readonly whose: ActivityAccounts;
};

/**
 * What became of activities. `settled`: they were dealt with, for good. `unclear`: they were dealt with, and may be
 * worth another look if they are read again. `unknown`: they have to be read again.
 */
export type Dealt = 'settled' | 'unclear' | 'unknown';

/** How many accounts are read together. */
const TOGETHER = 1_000;

const AT_ONCE = 20;

/** Undefined: Google does not say now who we are, and our own changes would seem to be another's. */
export async function notingPlace(
  { accounts, directory }: NotingPorts,
  configuration: Configuration,
  connection: Connection,
  clockSet: EpochMs | undefined,
): Promise<NotingPlace | undefined> {
  const opened = await directory.connect(connection);
  if (opened.kind === 'failed') return undefined;
  const named = await allActors(configuration, opened.value);
  if (named === undefined) return undefined;
  const ours = { ...named, ...(clockSet === undefined ? {} : { clockSetAt: clockSet }) };
  return { configuration, ours, whose: new ActivityAccounts(accounts, opened.value) };
}

/**
 * The log names an admin by the primary address of that time, the configuration perhaps by an alias. Who is gone
 * since, or whom a role does not show, may have had any.
 */
async function allActors(
  configuration: Configuration,
  directory: Directory,
): Promise<Pick<OurCalls, 'actors' | 'anyoneUntil'> | undefined> {
  const named = actorsOf(configuration);
  const people = [...named].filter((address) => !address.endsWith('.gserviceaccount.com'));
  const found = await Promise.all(people.map((address) => directory.findUser(address)));
  if (found.some((answer) => answer.kind === 'failed' && isNoAnswer(answer.failure))) {
    return undefined;
  }
  const addresses = found.flatMap((answer) =>
    answer.kind === 'ok' ? [answer.value.primaryEmail, ...answer.value.aliases] : [],
  );
  const hidden = people.filter((_, index) => found[index]?.kind === 'failed');
  const anyoneUntil = lastCallOf(configuration, hidden);
  return {
    actors: new Set([...named, ...addresses.map((address) => address.toLowerCase())]),
    ...(anyoneUntil === undefined ? {} : { anyoneUntil }),
  };
}

/** Notes activities on the accounts. `fault`: one could not be noted; that holds up no other. */
export async function noteActivities(
  ports: NotingPorts,
  place: NotingPlace,
  activities: readonly PasswordActivity[],
  fault: (error: unknown) => void,
): Promise<Dealt> {
  const all = new Set<Dealt>();
  for (let from = 0; from < activities.length; from += TOGETHER) {
    const some = activities.slice(from, from + TOGETHER);
    const stored = await place.whose.storedFor(some);
    const dealt = await mapAtOnce(AT_ONCE, some, (activity) =>
      note(ports, place, stored, activity).catch((error: unknown): Dealt => {
        fault(error);
        return 'unknown';
      }),
    );
    for (const each of dealt) all.add(each);
  }
  if (all.has('unknown')) return 'unknown';
  return all.has('unclear') ? 'unclear' : 'settled';
}

async function note(
  { accounts, clock, newId }: NotingPorts,
  { configuration, ours, whose }: NotingPlace,
  stored: StoredAccounts,
  activity: PasswordActivity,
): Promise<Dealt> {
  const named = stored.named.get(addressOf(activity) ?? '') ?? [];
  const isDone = (account: Account): boolean =>
    isRemembered(account, activity) || isOurs(account, activity, ours);
  if (activity.event !== 'password-leaked' && named.some(isDone)) return 'settled';
  const account = await whose.of(activity, stored);
  if (account === undefined) return 'settled';
  if (account === 'unknown' || account === 'unclear') return account;
  // Whose account it is may not be known yet: a connection was saved a moment ago.
  if (isForeign(account, configuration)) {
    return connectedCustomer(configuration) === undefined ? 'unknown' : 'settled';
  }
  const judging = { ...ours, now: clock.now(), eventIds: [newId(), newId()] } as const;
  if (notedActivity(account, activity, judging).write === undefined) return 'settled';
  await accounts.transact(account.userId, (now) => ({
    ...(now ? notedActivity(now, activity, judging) : {}),
    result: undefined,
  }));
  return 'settled';
}
