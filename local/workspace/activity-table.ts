import { type WorkspaceUser } from './user';

/** One entry of Google's log. `item` is what the Reports API answers. */
type Entry = {
  readonly sequence: number;
  readonly application: string;
  readonly eventName: string;
  readonly atMs: number;
  readonly visibleAtMs: number;
  readonly item: unknown;
};

export type NewActivity = Omit<Entry, 'sequence' | 'visibleAtMs'> & {
  /** How much later the log shows it; absent: as set for the whole log. */
  readonly lagMs?: number;
};

type Change = {
  readonly application: string;
  readonly type: string;
  readonly name: string;
  readonly actor: Pick<WorkspaceUser, 'id' | 'primaryEmail'>;
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
};

/** The oldest entries beyond this number are forgotten, so that a long run does not fill the memory. */
const MOST = 20_000;

/** Google's log of what was done, in memory: a restart empties it. */
export class ActivityTable {
  /** How much later than it happened the log shows an activity. */
  lagMs = 0;
  readonly #entries: Entry[] = [];
  #sequence = 0;

  get size(): number {
    return this.#entries.length;
  }

  add({ lagMs = this.lagMs, ...activity }: NewActivity): void {
    this.#sequence += 1;
    const visibleAtMs = activity.atMs + lagMs;
    this.#entries.push({ ...activity, sequence: this.#sequence, visibleAtMs });
    if (this.#entries.length > MOST + 1_000) this.#entries.splice(0, 1_000);
  }

  /** Adds an activity in the form in which Google reports it. */
  addChange({ application, type, name, actor, parameters }: Change, atMs: number): void {
    const item = {
      kind: 'admin#reports#activity',
      id: {
        time: new Date(atMs).toISOString(),
        uniqueQualifier: String(-(7_668_763_943_331_000_000n + BigInt(this.#sequence))),
        applicationName: application,
        customerId: 'C03simu1a',
      },
      actor: { callerType: 'USER', email: actor.primaryEmail, profileId: actor.id },
      events: [{ type, name, ...(parameters ? { parameters } : {}) }],
    };
    this.add({ application, eventName: name, atMs, item });
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** The newest first, as Google lists them; `before` continues a list. */
  page(wanted: {
    readonly application: string;
    readonly eventName: string | undefined;
    readonly fromMs: number;
    readonly toMs: number;
    readonly nowMs: number;
    readonly limit: number;
    readonly before: number | undefined;
  }): { readonly items: readonly unknown[]; readonly next?: number } {
    const { application, eventName, fromMs, toMs, nowMs, limit, before } = wanted;
    const found = this.#entries.filter(
      (entry) =>
        entry.application === application &&
        (eventName === undefined || entry.eventName === eventName) &&
        entry.atMs >= fromMs &&
        entry.atMs <= toMs &&
        entry.visibleAtMs <= nowMs,
    );
    const ordered = found.toSorted((a, b) => b.atMs - a.atMs || b.sequence - a.sequence);
    const start =
      before === undefined ? 0 : ordered.findIndex(({ sequence }) => sequence === before) + 1;
    const page = ordered.slice(start, start + limit);
    const last = page.at(-1);
    const items = page.map(({ item }) => item);
    return last && start + limit < ordered.length ? { items, next: last.sequence } : { items };
  }
}

/** What an administrator's change of a password leaves in the log. */
export const passwordSet = (
  actor: Change['actor'],
  user: Pick<WorkspaceUser, 'primaryEmail'>,
): Change => ({
  application: 'admin',
  type: 'USER_SETTINGS',
  name: 'CHANGE_PASSWORD',
  actor,
  parameters: [{ name: 'USER_EMAIL', value: user.primaryEmail }],
});
