import { type ActivityLog, type PasswordActivity } from '../../functions/ports/activity-log';
import { type ManualClock } from './manual-clock';

const PAGE = 1_000;

type Logged = { readonly activity: PasswordActivity; readonly shownAt: number };

/**
 * Google's log of changes as it may come: late, every activity twice, and in an order that has nothing to do with
 * time.
 */
export class LaggingLog implements ActivityLog {
  readonly #clock: Pick<ManualClock, 'now'>;
  #all: Logged[] = [];
  #added = 0;

  constructor(clock: Pick<ManualClock, 'now'>) {
    this.#clock = clock;
  }

  /** How many activities there were. */
  get added(): number {
    return this.#added;
  }

  /** From `shownAt` on, the log lists this. */
  add(activity: Omit<PasswordActivity, 'id'>, shownAt: number): void {
    this.#added += 1;
    this.#all.push({ activity: { ...activity, id: `activity ${this.#added}` }, shownAt });
  }

  read(
    ...[, { event, since, pageToken }]: Parameters<ActivityLog['read']>
  ): ReturnType<ActivityLog['read']> {
    const now = this.#clock.now();
    const lists = this.#all
      .filter(({ activity, shownAt }) => activity.at >= since && shownAt <= now)
      .map(({ activity }) => activity)
      .filter((activity) => activity.event === event);
    const all = [...lists, ...lists.toReversed()].toSorted(
      (one, other) => mixed(one) - mixed(other),
    );
    const from = Number(pageToken ?? 0);
    const more = from + PAGE < all.length ? { nextPageToken: String(from + PAGE) } : {};
    const value = { activities: all.slice(from, from + PAGE), ...more };
    return Promise.resolve({ kind: 'ok', value });
  }
}

/** The time without its larger parts: an order that is the same for each reading, and mixes early and late. */
const mixed = ({ at }: PasswordActivity): number => at % 10_007;
