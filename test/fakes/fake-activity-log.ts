import { type GoogleFailureCode } from '../../functions/domain/google-failure';
import {
  type ActivityLog,
  type ActivityPage,
  type PasswordActivity,
} from '../../functions/ports/activity-log';
import { type EpochMs } from '../../functions/domain/time';
import { type Answer } from '../../functions/ports/directory';

/** Google's log of changes, without its delay. Not authorised unless a test says so. */
export class FakeActivityLog implements ActivityLog {
  failing: GoogleFailureCode | undefined = 'delegation-missing';
  readonly activities: PasswordActivity[] = [];
  /** Google's clock; undefined: Google does not say. */
  googleTime: (() => EpochMs) | undefined;

  read(
    _connection: unknown,
    { event, since }: Parameters<ActivityLog['read']>[1],
  ): Promise<Answer<ActivityPage>> {
    if (this.failing) return Promise.resolve({ kind: 'failed', failure: { code: this.failing } });
    const activities = this.activities.filter(
      (activity) => activity.event === event && activity.at >= since,
    );
    return Promise.resolve({
      kind: 'ok',
      value: { activities, ...(this.googleTime ? { googleTime: this.googleTime() } : {}) },
    });
  }
}
