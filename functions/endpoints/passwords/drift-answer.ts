import { type Account, type Drift } from '../../domain/account';
import { rfc3339 } from '../../domain/time';

/** What an answer tells of a change by somebody else. */
export const driftAnswer = ({
  drift,
}: Pick<Account, 'drift'>): (Omit<Drift, 'at' | 'contested'> & { at: string }) | undefined =>
  drift && {
    at: rfc3339(drift.at),
    ...(drift.by === undefined ? {} : { by: drift.by }),
    source: drift.source,
  };
