import { type AccountStore } from '../ports/account-store';
import { type EventPublisher } from '../ports/event-publisher';
import { type Outbox } from '../ports/outbox';
import { type PasswordEvent } from './event';

export type PublishPorts = { readonly outbox: Outbox; readonly events: EventPublisher };

/** Events are published and removed in groups of this size (a Pub/Sub request takes 1,000). */
const GROUP = 500;

/**
 * Publishes the events in the outbox, oldest first, while `goOn` returns true. Returns how many. After a
 * kill, some of them are published again.
 */
export async function publishPending(
  { outbox, events }: PublishPorts,
  goOn: () => boolean,
): Promise<number> {
  let published = 0;
  while (goOn()) {
    const pending = await outbox.pending(GROUP);
    if (pending.length === 0) break;
    await events.publish(pending);
    await outbox.remove(pending.map(({ id }) => id));
    published += pending.length;
  }
  return published;
}

/** An account store that collects the events written with its changes since the last `publish`. */
export type CollectedEvents = {
  readonly accounts: AccountStore;
  /** Publishes the collected events and removes them from the outbox. Those that fail stay there. */
  readonly publish: (
    ports: PublishPorts & { unexpected: (error: unknown) => void },
  ) => Promise<void>;
};

/** Keeps written events in memory, so that they are published together without being read again. */
export function collectEvents(accounts: AccountStore): CollectedEvents {
  let collected: PasswordEvent[] = [];
  return {
    accounts: {
      read: (id) => accounts.read(id),
      readMany: (ids) => accounts.readMany(ids),
      named: (addresses) => accounts.named(addresses),
      list: (filter) => accounts.list(filter),
      due: (filter) => accounts.due(filter),
      dueBetween: (filter) => accounts.dueBetween(filter),
      madeBefore: (filter) => accounts.madeBefore(filter),
      countMade: (filter) => accounts.countMade(filter),
      writtenAhead: (filter) => accounts.writtenAhead(filter),
      countByStatus: () => accounts.countByStatus(),
      countDue: (filter) => accounts.countDue(filter),
      countRetrying: () => accounts.countRetrying(),
      countDrifted: () => accounts.countDrifted(),
      dated: (filter) => accounts.dated(filter),
      countDated: (date) => accounts.countDated(date),
      eraseTraces: (of) => accounts.eraseTraces(of),
      countBehind: () => accounts.countBehind(),
      drifted: (filter) => accounts.drifted(filter),
      workspaces: () => accounts.workspaces(),
      countOfWorkspace: (customerId) => accounts.countOfWorkspace(customerId),
      ofWorkspace: (filter) => accounts.ofWorkspace(filter),
      recentFailures: (limit) => accounts.recentFailures(limit),
      goneUsers: () => accounts.goneUsers(),
      toProve: (filter) => accounts.toProve(filter),
      countToProve: (filter) => accounts.countToProve(filter),
      countByProof: () => accounts.countByProof(),
      putOff: (id, until, what) => accounts.putOff(id, until, what),
      transact: async (id, step, options) => {
        let written: readonly PasswordEvent[] = [];
        const result = await accounts.transact(
          id,
          (account) => {
            const decision = step(account);
            written = decision.events ?? [];
            return decision;
          },
          options,
        );
        collected.push(...written);
        return result;
      },
    },
    publish: async ({ outbox, events, unexpected }) => {
      const some = collected;
      collected = [];
      if (some.length === 0) return;
      try {
        await events.publish(some);
        await outbox.remove(some.map(({ id }) => id));
      } catch (error) {
        unexpected(error);
      }
    },
  };
}
