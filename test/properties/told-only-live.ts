import { type Account } from '../../functions/domain/account';
import { type Secret } from '../../functions/domain/secret';
import { HOUR_MS } from '../../functions/domain/time';
import { ALICE, InvariantBroken } from '../fakes/late-google';
import { type ConnectedWorkspace } from './connected-workspace';
import { type Operation, type PasswordWorld } from './password-world';

/** Events that affect the user and the connection, besides calls. */
export const BEFALLS = [
  'delete',
  'restore',
  'promote',
  'demote',
  'own',
  'own-unverified',
  'other',
  'none',
] as const;
export type Befalls = (typeof BEFALLS)[number];
export const isBefalls = (what: string): what is Befalls =>
  (BEFALLS as readonly string[]).includes(what);

/**
 * Applies events to the user of a world and judges each answer that contains a password. It judges by what
 * was true throughout the call, since the call may or may not see a change in its middle.
 */
export class ToldOnlyLive {
  readonly #world: PasswordWorld;
  #moment = 0;
  /** A completed call has asked Google while the user was an administrator, and the user still is one. */
  #adminShown = false;
  readonly #since = { admin: 0, gone: 0, connected: 0 };

  constructor(world: PasswordWorld) {
    this.#world = world;
  }

  befall(what: Befalls): void {
    const { google } = this.#world;
    this.#moment += 1;
    if (what === 'delete' || what === 'restore') {
      if (what === 'delete') google.delete();
      else google.restore();
      this.#since.gone = this.#moment;
    } else if (what === 'promote' || what === 'demote') {
      google.promote(what === 'promote');
      this.#adminShown = false;
      this.#since.admin = this.#moment;
    } else {
      this.#world.connected = { workspace: what, at: this.#world.clock.now() };
      this.#since.connected = this.#moment;
    }
  }

  /**
   * Call this when a call begins, and the returned function with its answer. Do not call that function if the
   * process died.
   */
  begin(operation: Operation): (answer: unknown) => void {
    const { google, accounts, clock } = this.#world;
    const account = accounts.peek(ALICE.id);
    const heldBefore = google.history.length - 1;
    const at = this.#moment;
    const begun = { at, account, adminShown: this.#adminShown, now: clock.now() };
    return (answer) => {
      this.#noteShown(operation, begun);
      const { kind, password } = answer as { kind: string; password?: Secret };
      if (kind !== 'live' || password === undefined) return;
      const held = google.history.slice(heldBefore);
      if (!held.includes(password.reveal())) {
        throw new InvariantBroken('Told: not what Google holds');
      }
      if (this.#isOutlived(begun, password)) {
        throw new InvariantBroken('Told: a password whose hours were over');
      }
      const wrongly = this.#forbidden(operation, begun);
      if (wrongly) throw new InvariantBroken(`Told: a password of ${wrongly}`);
    };
  }

  #noteShown(operation: Operation, { at, account }: Begun): void {
    const { google, connected } = this.#world;
    const { workspace } = connected;
    const { admin, gone, connected: since } = this.#since;
    const asks = operation !== 'read-by-id' && operation !== 'forget' && account !== undefined;
    const answers = workspace === 'own' && since <= at && !google.isDeleted && gone <= at;
    if (asks && answers && google.isAdmin && admin <= at) this.#adminShown = true;
  }

  /** Whether it was the current one when the call began, and its hours were over by every clock. */
  #isOutlived({ account, now }: Begun, password: Secret): boolean {
    const { policy, cipher } = this.#world;
    const current = account?.current;
    if (policy.retentionHours === 0 || current?.ciphertext === undefined) return false;
    const isSame = cipher.open(current.ciphertext) === password.reveal();
    return isSame && now > current.setAt + policy.retentionHours * HOUR_MS + 5_000;
  }

  #forbidden(operation: Operation, { at, account, adminShown }: Begun): string | undefined {
    const { google, connected } = this.#world;
    const { workspace } = connected;
    const byId = operation === 'read-by-id';
    const { admin, gone, connected: since } = this.#since;
    const sees = { admin: !byId || adminShown, gone: !byId || account?.goneSince };
    if (google.isAdmin && admin <= at && sees.admin) return 'an administrator';
    if (google.isDeleted && gone <= at && sees.gone) return 'somebody gone';
    if (since <= at && isForeign(workspace, account)) return 'another Workspace';
    return undefined;
  }
}

type Begun = {
  readonly at: number;
  readonly account: Account | undefined;
  readonly adminShown: boolean;
  readonly now: number;
};

const isForeign = (connected: ConnectedWorkspace, account: Account | undefined): boolean =>
  connected === 'other' ||
  connected === 'none' ||
  (connected === 'own-unverified' && typeof account?.customerId === 'string');
