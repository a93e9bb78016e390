/** An activity as the Reports API lists it. `listedIn`: the number of the first reading that lists it. */
export type Logged = {
  readonly atMs: number;
  readonly shownAtMs: number;
  readonly item: object;
  listedIn?: number;
};

/** How the log delivers an activity. */
export type Delivery = {
  /** How much later it is listed. */
  readonly lagMs: number;
  /** How far Google's clock is ahead of this machine's at that moment. */
  readonly aheadMs: number;
};

const ACTIVITIES = /^\/admin\/reports\/v1\/activity\/users\/all\/applications\/(\w+)$/;

/**
 * The log of an `OutsideGoogle`: who changed which password. Each reading lists every activity twice, in an order
 * that has nothing to do with time.
 */
export class OutsideLog {
  /** Decides how the log delivers its n-th activity. */
  deliver: (nth: number) => Delivery = () => ({ lagMs: 0, aheadMs: 0 });
  readonly #all: Logged[] = [];
  /** What each reading lists, by its number. Only the last one is kept. */
  #reading: { readonly number: number; readonly lists: readonly Logged[] } = {
    number: 0,
    lists: [],
  };
  #waiting: { readonly activity: Logged; readonly go: () => void }[] = [];

  /** How many activities there are. */
  get size(): number {
    return this.#all.length;
  }

  /** Somebody has just set a user's password. */
  add(user: string, by: string): Logged {
    const { lagMs, aheadMs } = this.deliver(this.#all.length);
    const atMs = Date.now() + aheadMs;
    const item = {
      kind: 'admin#reports#activity',
      id: {
        time: new Date(atMs).toISOString(),
        uniqueQualifier: String(this.#all.length),
        applicationName: 'admin',
      },
      actor: { callerType: 'USER', email: by, profileId: '100000000000000999999' },
      events: [
        {
          type: 'USER_SETTINGS',
          name: 'CHANGE_PASSWORD',
          parameters: [{ name: 'USER_EMAIL', value: user }],
        },
      ],
    };
    const logged = { atMs, shownAtMs: Date.now() + lagMs, item };
    this.#all.push(logged);
    return logged;
  }

  /** Waits for the reading after the one that lists the activity first: the tick of that one is over. */
  nextReading(activity: Logged): Promise<void> {
    return new Promise((go) => this.#waiting.push({ activity, go }));
  }

  /** The answer to a call to the Reports API; undefined: it is another call. */
  answer(path: string, query: URLSearchParams): object | undefined {
    const application = ACTIVITIES.exec(path)?.[1];
    if (application !== 'admin') return application === undefined ? undefined : {};
    const token = query.get('pageToken');
    if (token === null) this.#read(Date.parse(query.get('startTime') ?? ''));
    const first = Number(token?.split('-')[1] ?? 0);
    const { number, lists } = this.#reading;
    const last = first + Number(query.get('maxResults') ?? 1_000);
    return {
      kind: 'admin#reports#activities',
      items: lists.slice(first, last).map(({ item }) => item),
      ...(last < lists.length ? { nextPageToken: `${number}-${last}` } : {}),
    };
  }

  #read(sinceMs: number): void {
    const number = this.#reading.number + 1;
    const now = Date.now();
    const shown = this.#all.filter(({ atMs, shownAtMs }) => !(atMs < sinceMs) && shownAtMs <= now);
    for (const activity of shown) activity.listedIn ??= number;
    this.#reading = { number, lists: shuffled([...shown, ...shown]) };
    const isOver = ({ listedIn = number }: Logged): boolean => listedIn < number;
    for (const { activity, go } of this.#waiting) if (isOver(activity)) go();
    this.#waiting = this.#waiting.filter(({ activity }) => !isOver(activity));
  }
}

/** The same order for the same length. A linear congruential generator draws it. */
function shuffled<Item>(items: Item[]): Item[] {
  let seed = 42;
  for (let left = items.length - 1; left > 0; left -= 1) {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    const other = seed % (left + 1);
    [items[left], items[other]] = [items[other]!, items[left]!];
  }
  return items;
}
