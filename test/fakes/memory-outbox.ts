import { type PasswordEvent } from '../../functions/domain/event';
import { type EventPublisher } from '../../functions/ports/event-publisher';
import { type Outbox } from '../../functions/ports/outbox';

/** The outbox of the in-memory stores, with a record of the published events. */
export class MemoryOutbox implements Outbox, EventPublisher {
  readonly published: PasswordEvent[] = [];
  readonly #written: readonly (readonly PasswordEvent[])[];
  readonly #removed = new Set<string>();

  constructor(...written: readonly (readonly PasswordEvent[])[]) {
    this.#written = written;
  }

  pending(limit: number): Promise<readonly PasswordEvent[]> {
    const waiting = this.#written.flat().filter(({ id }) => !this.#removed.has(id));
    return Promise.resolve(waiting.toSorted((one, other) => one.at - other.at).slice(0, limit));
  }

  remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#removed.add(id);
    return Promise.resolve();
  }

  publish(events: readonly PasswordEvent[]): Promise<void> {
    this.published.push(...events);
    return Promise.resolve();
  }
}
