import { type PasswordChange } from '../domain/passwords/password-change';
import { rfc3339 } from '../domain/time';
import { type Log } from '../log';

/**
 * Writes the audit line of each change when Google accepts it, with the ID of the request that settled it.
 */
export const changeAudit =
  (log: Pick<Log, 'passwordAudit'>, requestId: string) =>
  ({ at, ...change }: PasswordChange): void => {
    log.passwordAudit({ ...change, time: rfc3339(at), requestId });
  };
