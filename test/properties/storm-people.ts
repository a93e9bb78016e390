import { type WorkspaceUser } from '../../local/workspace/user';
import { type ManualClock } from '../fakes/manual-clock';
import { type StormGoogle, type WorkspaceName, WORKSPACES } from './storm-google';

export const BEFALLS = [
  'delete',
  'restore',
  'promote',
  'demote',
  'rename',
  'move',
  'suspend',
  'unsuspend',
] as const;
export type Befalls = (typeof BEFALLS)[number];

/** The number of users in each Workspace that the storm acts on. */
export const PEOPLE = 3;
const RESTORABLE_MS = 20 * 86_400_000;
const FIRST_ADDRESSES = ['alice@example.com', 'bob@example.com', 'carol@example.com'];

/** A user at Google, with what callers may know about the user. */
export type Person = {
  readonly id: string;
  readonly workspace: WorkspaceName;
  /** The initial address. A renamed user no longer answers to it. */
  readonly address: string;
  deleted?: { readonly user: WorkspaceUser; readonly atMs: number };
  /** Set if a completed call has asked Google about the user while this was true, and it still is. */
  shownAs: 'administrator' | 'gone' | undefined;
};

/** The users of both Workspaces, and the events that affect them. */
export class StormPeople {
  readonly all: readonly Person[];
  readonly #google: StormGoogle;
  readonly #clock: ManualClock;

  constructor(google: StormGoogle, clock: ManualClock) {
    this.#google = google;
    this.#clock = clock;
    this.all = WORKSPACES.flatMap((workspace) =>
      this.#addressesIn(workspace).map((address) => {
        const { id } = google.workspaces[workspace].user(address)!;
        return { id, workspace, address, shownAs: undefined };
      }),
    );
  }

  of(workspace: WorkspaceName): readonly Person[] {
    return this.all.filter((person) => person.workspace === workspace);
  }

  /** The user with this address in the connected Workspace. */
  answeringTo(address: string): Person | undefined {
    const { connected, current } = this.#google;
    const id = current.user(address)?.id;
    return this.of(connected).find((person) => person.id === id);
  }

  user({ workspace, id }: Person): WorkspaceUser | undefined {
    return this.#google.workspaces[workspace].user(id);
  }

  isAdministrator(person: Person): boolean {
    return this.user(person)?.isAdmin === true;
  }

  isGoneForGood({ deleted }: Person): boolean {
    return deleted !== undefined && this.#clock.now() >= deleted.atMs + RESTORABLE_MS;
  }

  befall(person: Person, what: Befalls): void {
    const { google } = this.#google.workspaces[person.workspace];
    if (what === 'restore') {
      this.#restore(person);
      return;
    }
    const user = this.user(person);
    if (user === undefined) return;
    if (what === 'delete') {
      google.removeUser(user.id);
      person.deleted = { user, atMs: this.#clock.now() };
      person.shownAs = undefined;
      return;
    }
    if (what === 'promote' || what === 'demote') person.shownAs = undefined;
    google.state.putUser({ ...user, ...this.#changed(person, user, what) });
  }

  /** Undoes every event that can be undone. */
  calm(): void {
    for (const person of this.all) {
      this.#restore(person);
      this.befall(person, 'demote');
      this.befall(person, 'unsuspend');
    }
  }

  #restore(person: Person): void {
    if (person.deleted === undefined || this.isGoneForGood(person)) return;
    this.#google.workspaces[person.workspace].google.state.putUser(person.deleted.user);
    delete person.deleted;
    person.shownAs = undefined;
  }

  #changed(
    { address }: Person,
    { primaryEmail, orgUnitPath }: WorkspaceUser,
    what: Exclude<Befalls, 'delete' | 'restore'>,
  ): Partial<WorkspaceUser> {
    switch (what) {
      case 'promote':
      case 'demote':
        return { isAdmin: what === 'promote' };
      case 'suspend':
      case 'unsuspend':
        return { suspended: what === 'suspend' };
      case 'rename':
        return { primaryEmail: primaryEmail === address ? `renamed.${address}` : address };
      case 'move':
        return { orgUnitPath: orgUnitPath === '/Contractors' ? '/Employees' : '/Contractors' };
    }
  }

  #addressesIn(workspace: WorkspaceName): readonly string[] {
    if (workspace === 'first') return FIRST_ADDRESSES;
    const { google, adminUsername } = this.#google.workspaces.other;
    return [...google.state.users]
      .map(({ primaryEmail }) => primaryEmail)
      .filter((address) => address !== adminUsername)
      .slice(0, PEOPLE);
  }
}
