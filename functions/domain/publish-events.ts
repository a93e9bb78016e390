import { type AccountStore } from '../ports/account-store';
import { type EventPublisher } from '../ports/event-publisher';
import { type Outbox } from '../ports/outbox';
import { type PasswordEvent } from './event';

export type PublishPorts = { readonly outbox: Outbox; readonly events: EventPublisher };

/** Events are published and forgotten in groups of so many (a Pub/Sub request takes 1,000). */
const GROUP = 500;

/**
 * Publishes what waits in the outbox, the oldest first, while `goOn` says so; gives how many. Killed in
 * between, it publishes some of them again.
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

/**
 * Accounts whose changes are published right after they are written. At best: what can't be published
 * now stays in the outbox, and `unexpected` is told.
 */
export function publishingAccounts(
  accounts: AccountStore,
  ports: PublishPorts,
  unexpected: (error: unknown) => void,
): AccountStore {
  return {
    read: (id) => accounts.read(id),
    list: (filter) => accounts.list(filter),
    due: (filter) => accounts.due(filter),
    countByStatus: () => accounts.countByStatus(),
    countDue: (before) => accounts.countDue(before),
    recentFailures: (limit) => accounts.recentFailures(limit),
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
      await publishNow(ports, written).catch(unexpected);
      return result;
    },
  };
}

async function publishNow(
  { outbox, events }: PublishPorts,
  written: readonly PasswordEvent[],
): Promise<void> {
  if (written.length === 0) return;
  await events.publish(written);
  await outbox.remove(written.map(({ id }) => id));
}
