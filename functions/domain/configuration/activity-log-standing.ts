import { type EpochMs } from '../time';

export const ACTIVITY_LOG_STATES = ['off', 'ok', 'failing'] as const;

/**
 * Whether Google's log can be read, and how far it was. Only of the connection that was saved at
 * `connectedAt`. `off`: an administrator has not authorised its scope.
 */
export type ActivityLogStanding = {
  readonly connectedAt: EpochMs;
  readonly state: (typeof ACTIVITY_LOG_STATES)[number];
  /** Why it fails: a `GoogleFailureCode`. */
  readonly code?: string;
  /** When the last complete reading began. */
  readonly readUntil?: EpochMs;
  /** When the last complete reading began that looked further back, for what the log reports late. */
  readonly lookedBackAt?: EpochMs;
  /** When our clock was last found to agree with Google's again; absent: it always has. */
  readonly clockSetAt?: EpochMs;
};

/** The standing that belongs to the present connection; undefined: not known yet. */
export const activityLogOf = ({
  activityLog,
  connectedAt,
}: {
  readonly activityLog?: ActivityLogStanding;
  readonly connectedAt?: EpochMs;
}): ActivityLogStanding | undefined =>
  activityLog?.connectedAt === connectedAt ? activityLog : undefined;
