import { type UserId } from '../domain/account';
import { type Connection } from '../domain/configuration/configuration';
import { type EpochMs } from '../domain/time';
import { type Answer } from './directory';

/**
 * The events of Google's log that concern passwords. `password-set`: an administrator set one, in the console
 * or by the API. `password-edited`: a person changed their own. `password-leaked`: Google suspended a user
 * whose password it found leaked.
 */
export const ACTIVITY_EVENTS = ['password-set', 'password-edited', 'password-leaked'] as const;
export type ActivityEvent = (typeof ACTIVITY_EVENTS)[number];

/** One activity about one user's password. */
export type PasswordActivity = {
  /** Unique among all activities, and the same each time that it is read. */
  readonly id: string;
  readonly event: ActivityEvent;
  /** By Google's clock. */
  readonly at: EpochMs;
  /** The address of who did it; absent: Google does not say. */
  readonly by?: string;
  /** The user, by the address at that time, and by id where Google gives it. */
  readonly address?: string;
  readonly userId?: UserId;
};

export type ActivityPage = {
  /** The readable activities, in Google's order. An unreadable one does not hide the others. */
  readonly activities: readonly PasswordActivity[];
  readonly nextPageToken?: string;
  /** Google's clock at this answer; absent: Google does not say. */
  readonly googleTime?: EpochMs;
};

/** Google's log of what was done in the whole domain. */
export interface ActivityLog {
  /**
   * A page of the activities since `since`. Signs in with a scope of its own, which an administrator may leave
   * unauthorised, as the privilege of a role: the failure is then `delegation-missing`, `scope-refused` or
   * `scope-insufficient`, and nothing else of the connection is concerned.
   */
  read(
    connection: Connection,
    page: { readonly event: ActivityEvent; readonly since: EpochMs; readonly pageToken?: string },
  ): Promise<Answer<ActivityPage>>;
}
