/** One bind as the LDAP audit log shows it. Never a password. */
export type LoggedBind = {
  readonly at: string;
  /** As the client sent it, cut after 320 characters. */
  readonly name: string;
  /** The primary address of the user whom the name stands for. */
  readonly user?: string;
  /** What was answered. Absent: nothing was. */
  readonly code?: number;
};

/** How many binds are listed. */
const LISTED = 200;
const MAX_NAME_LENGTH = 320;

/** Counts binds since the start or the last reset, and lists the last ones. */
export class BindLog {
  #total = 0;
  #byCode: Record<string, number> = {};
  #byUser = new Map<string, Record<string, number>>();
  #last: LoggedBind[] = [];

  add({ name, ...bind }: LoggedBind): void {
    this.#total += 1;
    const code = bind.code === undefined ? 'none' : String(bind.code);
    this.#byCode[code] = (this.#byCode[code] ?? 0) + 1;
    if (bind.user !== undefined) {
      const counts = this.#byUser.get(bind.user) ?? {};
      counts[code] = (counts[code] ?? 0) + 1;
      this.#byUser.set(bind.user, counts);
    }
    this.#last = [
      ...this.#last.slice(1 - LISTED),
      { ...bind, name: name.slice(0, MAX_NAME_LENGTH) },
    ];
  }

  /** The last binds, the oldest first. */
  get last(): readonly LoggedBind[] {
    return this.#last;
  }

  /** `byUser` has only users of the directory, by primary address. */
  report(): {
    total: number;
    byCode: Readonly<Record<string, number>>;
    byUser: Readonly<Record<string, Readonly<Record<string, number>>>>;
  } {
    return {
      total: this.#total,
      byCode: { ...this.#byCode },
      byUser: Object.fromEntries(this.#byUser),
    };
  }

  reset(): void {
    this.#total = 0;
    this.#byCode = {};
    this.#byUser.clear();
    this.#last = [];
  }
}
