import { type PasswordEvent } from '../domain/event';

/** Events that were written with their change and may not be published yet. */
export interface Outbox {
  /** Oldest first, by `at`, then by `id`. */
  pending(limit: number): Promise<readonly PasswordEvent[]>;

  /** Removes published events. Idempotent; ignores unknown ids. */
  remove(ids: readonly string[]): Promise<void>;
}
