import { type UserId, userId } from '../../functions/domain/account';
import { type GoogleFailure, type GoogleFailureCode } from '../../functions/domain/google-failure';
import { type Secret } from '../../functions/domain/secret';
import { isInUnit } from '../../functions/domain/unit-key';
import { type DirectoryUser } from '../../functions/domain/user';
import {
  type Answer,
  type Directory,
  type DirectoryConnector,
  type SetPasswordOutcome,
  type UserPage,
} from '../../functions/ports/directory';
import { type ConnectionProbe } from '../../functions/ports/connection-probe';

/** What happens to a password that is sent. */
export type Sent = 'applied' | 'reply-lost' | 'lost' | GoogleFailureCode;

/** A user with the address and the id for a number. */
export const crowdUser = (number: number, more: Partial<DirectoryUser> = {}): DirectoryUser => ({
  id: userId(String(100_000 + number)),
  primaryEmail: `user${100_000 + number}@example.com`,
  aliases: [],
  suspended: false,
  archived: false,
  isAdmin: false,
  isDelegatedAdmin: false,
  isEnrolledIn2Sv: false,
  isEnforcedIn2Sv: false,
  orgUnitPath: '/',
  ...more,
});

/** The admin that the service acts as; in no list. */
const ADMINISTRATOR = crowdUser(-1, { primaryEmail: 'admin@example.com', isAdmin: true });

/** A Google with many users. Keeps each user's password and every call. */
export class CrowdGoogle implements DirectoryConnector, ConnectionProbe {
  readonly users = new Map<UserId, DirectoryUser>();
  /** The password that Google holds, and how often a different one was set. */
  readonly held = new Map<UserId, string>();
  readonly changes = new Map<UserId, number>();
  readonly calls = { set: 0, find: 0, list: 0 };
  /** Decides what happens to each password sent. By default every one is applied. */
  onSet: (userId: UserId) => Sent = () => 'applied';
  /** Breaks the whole connection: no token is issued. */
  broken: GoogleFailureCode | undefined;
  /** Makes all reads fail. */
  unreadable: GoogleFailureCode | undefined;
  /** Makes a look-up of one user fail. */
  onFind: (userId: UserId) => GoogleFailureCode | undefined = () => undefined;
  /** Makes a page of the listing fail, by its token. */
  onList: (pageToken: string | undefined) => GoogleFailureCode | undefined = () => undefined;
  /** Users whose entry in the listing can't be read. */
  readonly garbled = new Set<UserId>();
  /** Users that a listing omits. */
  readonly unlisted = new Set<UserId>();
  /** Replaces a page's own next token. */
  nextToken: (token: string | undefined) => string | undefined = (token) => token;

  add(...users: readonly DirectoryUser[]): void {
    for (const user of users) this.users.set(user.id, user);
  }

  connect(): Promise<Answer<Directory>> {
    if (this.broken) return Promise.resolve(failed(this.broken));
    return Promise.resolve({ kind: 'ok', value: this.directory });
  }

  async signIn(): Promise<{ directory: Answer<Directory> }> {
    return { directory: await this.connect() };
  }

  readonly directory: Directory = {
    findUser: (key) => {
      this.calls.find += 1;
      const found =
        (key === ADMINISTRATOR.primaryEmail ? ADMINISTRATOR : this.users.get(userId(key))) ??
        [...this.users.values()].find(
          ({ primaryEmail, aliases }) => primaryEmail === key || aliases.includes(key),
        );
      const fails = this.unreadable ?? (found && this.onFind(found.id));
      if (fails) return Promise.resolve(failed(fails));
      return Promise.resolve(found ? { kind: 'ok', value: found } : failed('user-not-found'));
    },
    listUsers: ({ pageToken, limit, orgUnitPath: unit }) => {
      this.calls.list += 1;
      const fails = this.unreadable ?? this.onList(pageToken);
      if (fails) return Promise.resolve(failed(fails));
      const from = Number(pageToken ?? 0);
      const sorted = [...this.users.values()]
        .filter(({ id }) => !this.unlisted.has(id))
        .filter(({ orgUnitPath }) => unit === undefined || isInUnit(orgUnitPath, unit))
        .toSorted((one, other) => (one.primaryEmail < other.primaryEmail ? -1 : 1));
      const users = sorted.slice(from, from + limit).filter(({ id }) => !this.garbled.has(id));
      const token = this.nextToken(from + limit < sorted.length ? String(from + limit) : undefined);
      const value: UserPage = { users, ...(token === undefined ? {} : { nextPageToken: token }) };
      return Promise.resolve({ kind: 'ok', value });
    },
    setPassword: (id, password) => Promise.resolve(this.#set(id, password)),
  };

  #set(id: UserId, password: Secret): SetPasswordOutcome {
    this.calls.set += 1;
    const user = this.users.get(id);
    if (!user) return { kind: 'rejected', failure: failure('user-not-found') };
    const sent = this.onSet(id);
    if (sent === 'applied' || sent === 'reply-lost') this.#hold(id, password.reveal());
    if (sent === 'applied') return { kind: 'applied', primaryEmail: user.primaryEmail };
    if (sent === 'reply-lost' || sent === 'lost') {
      return { kind: 'unknown', failure: { code: 'no-answer' } };
    }
    return sent === 'google-unavailable'
      ? { kind: 'unknown', failure: { code: sent, httpStatus: 500 } }
      : { kind: 'rejected', failure: failure(sent) };
  }

  #hold(id: UserId, password: string): void {
    if (this.held.get(id) === password) return;
    this.held.set(id, password);
    this.changes.set(id, (this.changes.get(id) ?? 0) + 1);
  }
}

const failure = (code: GoogleFailureCode): GoogleFailure => ({ code, httpStatus: 403 });

const failed = (code: GoogleFailureCode): { kind: 'failed'; failure: GoogleFailure } => ({
  kind: 'failed',
  failure: failure(code),
});
