import { type PasswordEvent } from '../domain/event';

/** Tells subscribers what happened: Pub/Sub in the cloud, a log in SQLite on one machine. */
export interface EventPublisher {
  /**
   * Resolves when every event is handed over. After a throw some may be: publish them again, a
   * subscriber tells repeats by `id`.
   */
  publish(events: readonly PasswordEvent[]): Promise<void>;
}
