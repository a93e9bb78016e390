import { type Response } from 'supertest';
import { type Account, userId } from '../../functions/domain/account';
import { type PasswordEvent } from '../../functions/domain/event';
import { type Platform } from '../../functions/platform';
import { type EventLog } from '../../local/platform/event-log';
import { InvariantBroken } from '../fakes/late-google';
import { type Call, callerOf } from './storm-calls';
import { type StormGoogle, type WorkspaceName } from './storm-google';
import { type Person, type StormPeople } from './storm-people';
import { type StormTrail } from './storm-trail';

/** One call: about which user of which Workspace, by address or by id. */
export type StormCall = {
  readonly call: Call;
  readonly workspace: WorkspaceName;
  readonly person: number;
  readonly byId: boolean;
};

const ENDS: readonly PasswordEvent['type'][] = ['password.revoked', 'password.forgotten'];

/** Checks every answer and every stored account against what Google really holds. */
export class StormJudge {
  /** The number of passwords returned. */
  told = 0;
  readonly #google: StormGoogle;
  readonly #people: StormPeople;
  readonly #trail: StormTrail;
  readonly #platform: Platform;

  constructor(
    google: StormGoogle,
    people: StormPeople,
    { trail, platform }: { readonly trail: StormTrail; readonly platform: Platform },
  ) {
    this.#google = google;
    this.#people = people;
    this.#trail = trail;
    this.#platform = platform;
  }

  /** Call this when a call begins, and the returned function with its answer. */
  begin(asked: StormCall): (answer: Response) => void {
    const google = this.#google;
    const named = this.#people.of(asked.workspace)[asked.person]!;
    const from = google.history.length;
    const lines = this.#trail.lines.length;
    const person = asked.byId ? named : this.#people.answeringTo(named.address);
    const heldBefore = person && google.held.get(person.id);
    const shownAs = person?.shownAs;
    return (answer) => {
      const { password, version = 0 } = answer.body as { password?: string; version?: number };
      this.#judgeLines(asked.call, { told: password !== undefined, version, from: lines });
      if (person) this.#noteShown(asked, person, answer.status);
      if (password === undefined) return;
      this.told += 1;
      const since = google.history.slice(from).filter(({ userId: id }) => id === person?.id);
      if (![heldBefore, ...since.map(({ text }) => text)].includes(password)) {
        throw new InvariantBroken(`Told: not what Google holds, by ${JSON.stringify(asked)}`);
      }
      const wrongly = this.#wronglyTold(asked, person, shownAs);
      if (wrongly) throw new InvariantBroken(`Told: ${wrongly}, by ${JSON.stringify(asked)}`);
    };
  }

  /** I1 for every user, and I2 and I3 as Google saw them. */
  async check(): Promise<void> {
    const [broken] = this.#google.broken;
    if (broken) throw broken;
    const events = await this.#events();
    for (const person of this.#people.all) {
      const account = await this.#platform.accounts.read(userId(person.id));
      const held = this.#google.held.get(person.id);
      if (held === undefined || this.#people.isGoneForGood(person)) continue;
      if (this.#known(account).includes(held)) continue;
      const [ended] = events
        .filter(({ type, userId: id }) => id === person.id && ENDS.includes(type))
        .toSorted((one, other) => (other.version ?? 0) - (one.version ?? 0));
      const isBaseline = !account?.current && ended && this.#isLeftBy(ended, held);
      if (!isBaseline) throw new InvariantBroken(`I1: nobody knows what ${person.address} holds`);
    }
  }

  /** After everything has settled: nothing is in doubt, and the audit trail is complete. */
  async checkSettled(kills: number): Promise<void> {
    await this.check();
    for (const person of this.#people.all) {
      const account = await this.#platform.accounts.read(userId(person.id));
      if (account?.candidates.length)
        throw new InvariantBroken(`I4: ${person.address} is in doubt`);
    }
    const events = await this.#events();
    const forgotten = events.filter(({ type, userId: id = '', version = 0 }) =>
      this.#trail.forgets({ what: type.replace('password.', ''), userId: id, version }),
    );
    this.#trail.check(kills, forgotten.length);
  }

  /** An answer with a password has one line that says so. Any other answer has no line of a read. */
  #judgeLines(call: Call, of: { told: boolean; version: number; from: number }): void {
    const since = this.#trail.lines
      .slice(of.from)
      .filter(({ caller }) => caller === callerOf(call));
    const reads = since.filter(({ action }) => action === 'read');
    if (!of.told) {
      expect(reads).toHaveLength(0);
      return;
    }
    const lines = since.filter(({ action }) => action !== 'revoked');
    const ofIt = lines.filter((line) => of.version === 0 || line.version === of.version);
    expect(ofIt).toHaveLength(1);
  }

  /** A completed call has shown the service the user's state; calls by id rely on it. */
  #noteShown({ call, byId }: StormCall, person: Person, status: number): void {
    const ended = status < 500 && person.workspace === this.#google.connected;
    if (!ended || !this.#google.isConnected || call === 'forget') return;
    const account = this.#google.held.has(person.id);
    if (account && this.#people.isAdministrator(person) && status === 403) {
      person.shownAs = 'administrator';
    }
    if (person.deleted && byId && call === 'revoke' && status === 409) person.shownAs = 'gone';
  }

  #wronglyTold(
    { byId }: StormCall,
    person: Person | undefined,
    shownAs: Person['shownAs'],
  ): string | undefined {
    const { connected, isConnected } = this.#google;
    if (person === undefined) return 'of nobody';
    if (!isConnected || person.workspace !== connected) return 'of another Workspace';
    const isAdministrator = this.#people.isAdministrator(person);
    if (isAdministrator && (!byId || shownAs === 'administrator')) return 'of an administrator';
    if (person.deleted && (!byId || shownAs === 'gone')) return 'of somebody gone';
    return undefined;
  }

  #known(account: Account | undefined): readonly string[] {
    const versions = [account?.current, ...(account?.candidates ?? [])].map((one) => one?.version);
    return this.#google.made
      .filter((made) => made.userId === account?.userId && versions.includes(made.version))
      .map(({ text }) => text);
  }

  /** What a revocation set, or what may have been there when the account was forgotten. */
  #isLeftBy({ type, userId: id, version = 0 }: PasswordEvent, held: string): boolean {
    const made = this.#google.made.filter(({ userId: of, text }) => of === id && text === held);
    return made.some((one) =>
      type === 'password.revoked' ? one.version === version : one.version <= version,
    );
  }

  async #events(): Promise<readonly PasswordEvent[]> {
    const { outbox, events } = this.#platform;
    const { events: published } = await (events as EventLog).after(0, 5_000);
    return [...published.map(({ event }) => event), ...(await outbox.pending(500))];
  }
}
