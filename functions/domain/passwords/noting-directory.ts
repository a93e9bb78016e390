import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type ConnectionProbe } from '../../ports/connection-probe';
import { type Answer, type Directory, type DirectoryConnector } from '../../ports/directory';
import { type Account, type UserId } from '../account';
import { eachAtOnce } from '../at-once';
import { actAsSame, type Connection } from '../configuration/configuration';
import { durationMs, type EpochMs, epochMs, later, SECOND_MS } from '../time';
import { type DirectoryUser, isAdministrator } from '../user';
import { isForeign, withSeen } from './seen-user';

export type NotingPorts = {
  readonly accounts: Pick<AccountStore, 'goneUsers' | 'readMany' | 'transact'>;
  readonly configurations: ConfigurationStore;
  readonly clock: Clock;
  readonly unexpected: (error: unknown) => void;
};

/** How long the pages of a listing reuse the set of gone users that was read when it began. */
const KNOWN_FOR_MS = durationMs(60 * SECOND_MS);
const AT_ONCE = 20;

/**
 * A directory that records on accounts what its calls show, for every caller: who is an administrator and, in
 * a listing, which gone users are back. The caller of a look-up records the rest, because it reads the
 * account anyway. Changes no answer. A user whose record can't be written hides no other user of a listing.
 */
export function notingDirectory(
  connector: DirectoryConnector & ConnectionProbe,
  ports: NotingPorts,
): DirectoryConnector & ConnectionProbe {
  const notes = new Notes(ports);
  return {
    connect: async (connection) => notes.from(connection, await connector.connect(connection)),
    signIn: async (connection) => {
      const signedIn = await connector.signIn(connection);
      return { ...signedIn, directory: notes.from(connection, signedIn.directory) };
    },
  };
}

class Notes {
  readonly #ports: NotingPorts;
  #gone: ReadonlySet<UserId> = new Set();
  #goneAt: EpochMs = epochMs(0);

  constructor(ports: NotingPorts) {
    this.#ports = ports;
  }

  from(connection: Connection, connected: Answer<Directory>): Answer<Directory> {
    if (connected.kind === 'failed') return connected;
    const directory = connected.value;
    const isAdmin = (user: DirectoryUser): boolean =>
      isAdministrator(user, connection.adminUsername);
    const value: Directory = {
      findUser: async (key) => {
        const from = this.#ports.clock.now();
        const found = await directory.findUser(key);
        if (found.kind === 'ok' && isAdmin(found.value)) {
          const faults = await this.#note(connection, [found.value], from);
          if (faults.length > 0) throw faults[0];
        }
        return found;
      },
      listUsers: async (page) => {
        const from = this.#ports.clock.now();
        const listed = await directory.listUsers(page);
        if (listed.kind === 'failed') return listed;
        const gone = await this.#goneUsers(page.pageToken === undefined);
        const noted = listed.value.users.filter((user) => isAdmin(user) || gone.has(user.id));
        const faults = await this.#note(connection, noted, from);
        if (faults.length > 0) this.#ports.unexpected(faults[0]);
        return listed;
      },
      setPassword: (...sent) => directory.setPassword(...sent),
    };
    return { kind: 'ok', value };
  }

  async #goneUsers(begins: boolean): Promise<ReadonlySet<UserId>> {
    const now = this.#ports.clock.now();
    const isKnown = now >= this.#goneAt && now < later(this.#goneAt, KNOWN_FOR_MS);
    if (begins || !isKnown) {
      this.#gone = new Set(await this.#ports.accounts.goneUsers());
      this.#goneAt = now;
    }
    return this.#gone;
  }

  async #note(
    connection: Connection,
    users: readonly DirectoryUser[],
    from: EpochMs,
  ): Promise<readonly unknown[]> {
    if (users.length === 0) return [];
    const { accounts, configurations } = this.#ports;
    const [found, seen] = await Promise.all([
      accounts.readMany(users.map(({ id }) => id)),
      configurations.read(),
    ]);
    if (!actAsSame(seen.connection, connection)) return []; // another connection was saved meanwhile
    const byId = new Map(users.map((user) => [user.id, user]));
    return eachAtOnce(AT_ONCE, found.accounts, async (account) => {
      const user = byId.get(account.userId);
      if (user === undefined) return;
      const customerId = seen.customerId ?? user.customerId; // a verification is about to store it
      const seeing = { ...seen, ...(customerId === undefined ? {} : { customerId }) };
      const asked = { from, until: this.#ports.clock.now(), stored: account };
      const show = (stored: Account): Account =>
        isForeign(stored, seeing) ? stored : withSeen(stored, user, seeing, asked);
      if (show(account) === account) return;
      await accounts.transact(user.id, (stored) => {
        const write = stored && show(stored);
        return { ...(write && write !== stored ? { write } : {}), result: undefined };
      });
    });
  }
}
