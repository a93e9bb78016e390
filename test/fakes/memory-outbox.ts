import { readApart } from '../../functions/adapters/document-reader';
import { readEvent } from '../../functions/adapters/stored-document';
import { type PasswordEvent } from '../../functions/domain/event';
import { type EventPublisher } from '../../functions/ports/event-publisher';
import { type Outbox } from '../../functions/ports/outbox';

/** The outbox of the in-memory stores, with a record of the published events. */
export class MemoryOutbox implements Outbox, EventPublisher {
  readonly published: PasswordEvent[] = [];
  readonly #written: readonly (readonly PasswordEvent[])[];
  readonly #removed = new Set<string>();
  readonly #spoilt = new Set<string>();

  constructor(...written: readonly (readonly PasswordEvent[])[]) {
    this.#written = written;
  }

  pending(limit: number): Promise<readonly PasswordEvent[]> {
    const waiting = this.#written
      .flat()
      .filter(({ id }) => !this.#removed.has(id) && !this.#spoilt.has(id));
    return Promise.resolve(waiting.toSorted((one, other) => one.at - other.at).slice(0, limit));
  }

  /** From now on the event's document can't be read. */
  spoil(id: string): void {
    this.#spoilt.add(id);
  }

  unreadable(): Promise<readonly Error[]> {
    const spoilt = [...this.#spoilt].map((id) => ({ path: `outbox/${id}`, data: 'spoilt' }));
    return Promise.resolve(readApart(readEvent, spoilt).unreadable);
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
