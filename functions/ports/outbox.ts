import { type PasswordEvent } from '../domain/event';

/** Events that were written with their change and may not have been published yet. */
export interface Outbox {
  /** The oldest first, by `at` then `id`. */
  pending(limit: number): Promise<readonly PasswordEvent[]>;

  /** Forgets events that were published. Idempotent; unknown ids are ignored. */
  remove(ids: readonly string[]): Promise<void>;
}
