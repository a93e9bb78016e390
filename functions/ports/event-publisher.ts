import { type PasswordEvent } from '../domain/event';

/** Delivers events to subscribers: Pub/Sub in the cloud, a log in SQLite on one machine. */
export interface EventPublisher {
  /**
   * Resolves once every event is handed over. If it throws, some events may be: publish them all again,
   * because a subscriber recognises repeats by `id`.
   */
  publish(events: readonly PasswordEvent[]): Promise<void>;
}
