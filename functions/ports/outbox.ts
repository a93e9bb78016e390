import { type PasswordEvent } from '../domain/event';

/**
 * Events that were written with their change and may not be published yet. An event with an unreadable document
 * (changed by hand, or written by a newer release) is set aside: it stays, and delays no other event.
 */
export interface Outbox {
  /** Oldest first, by `at`, then by `id`. */
  pending(limit: number): Promise<readonly PasswordEvent[]>;

  /** The errors of events that are set aside. Complete for a few of them, once no other event waits. */
  unreadable(): Promise<readonly Error[]>;

  /** Removes published events. Idempotent; ignores unknown ids. */
  remove(ids: readonly string[]): Promise<void>;
}
