import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Directory } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { type GoogleFailure } from '../google-failure';
import { asUserId } from '../passwords/managed-user';
import { type DirectoryUser } from '../user';
import { type Entry } from './entry';
import { type Standing, standingOf, standingOfUser, type StandingPlace } from './standing';

/** Who an entry is, as far as that is known, and how they stand to the run, or why nobody can tell. */
export type Person = {
  readonly userId: UserId | undefined;
  /** Undefined: Google was not asked, or did not say. */
  readonly user: DirectoryUser | undefined;
  readonly account: Account | undefined;
  readonly standing:
    | Standing
    | { readonly kind: 'unreadable' }
    | { readonly kind: 'failed'; readonly failure: GoogleFailure };
};

type IdentifyPorts = { readonly accounts: Pick<AccountStore, 'readMany'>; readonly clock: Clock };

/** Asks Google for a user whom the source did not show, unless the account alone says how they stand. */
export async function identify(
  { accounts, clock }: IdentifyPorts,
  place: StandingPlace & { readonly directory: Pick<Directory, 'findUser'> },
  { key, resumed, ...entry }: Entry,
): Promise<Person> {
  const id = entry.user?.id ?? entry.account?.userId ?? asUserId(key);
  const nobody = { userId: id, user: undefined, account: undefined };
  const first = await accountOf(accounts, id, entry);
  if (first === 'unreadable') return { ...nobody, standing: { kind: 'unreadable' } };
  const alone = standingOf(first, place, clock.now(), resumed);
  if (isCertain(alone)) return { ...nobody, account: first, standing: alone };
  const found = entry.user ?? (await place.directory.findUser(key));
  if ('failure' in found) return { ...nobody, account: first, standing: found };
  const user = 'value' in found ? found.value : found;
  const account = user.id === id ? first : await accountOf(accounts, user.id);
  if (account === 'unreadable') {
    return { ...nobody, userId: user.id, standing: { kind: 'unreadable' } };
  }
  const standing = standingOfUser({ user, account }, place, clock.now(), resumed);
  return { userId: user.id, user, account, standing };
}

/** Whatever Google shows of the user: of one in another Workspace it would say that there is none. */
const isCertain = (standing: Standing): boolean =>
  standing.kind === 'passed' ||
  standing.kind === 'met' ||
  (standing.kind === 'skip' && standing.reason === 'other-workspace');

async function accountOf(
  accounts: Pick<AccountStore, 'readMany'>,
  userId: UserId | undefined,
  { account, unreadable }: Pick<Entry, 'account' | 'unreadable'> = {},
): Promise<Account | 'unreadable' | undefined> {
  if (unreadable) return 'unreadable';
  if (account !== undefined || userId === undefined) return account ?? undefined;
  const found = await accounts.readMany([userId]);
  return found.unreadable.length > 0 ? 'unreadable' : found.accounts[0];
}
