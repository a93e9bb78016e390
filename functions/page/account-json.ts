import { type AccountStatus } from '../domain/account';

/** `unreadable`: the record of this user can't be read, so nothing else is known of it. */
export type ShownStatus = AccountStatus | 'unreadable';

/** One account as `GET /v1/accounts` gives it; times are RFC 3339. */
export type AccountJson = {
  readonly userId: string;
  /** Empty where the record can't be read and does not even tell this. */
  readonly primaryEmail: string;
  readonly status: ShownStatus;
  /** The Workspace whose password is kept. */
  readonly customerId?: string;
  readonly version?: number;
  readonly setAt?: string;
  /** When the policy wants the next rotation. */
  readonly nextRotationAt?: string;
  /** When what failed is tried again. */
  readonly retryAt?: string;
  readonly lastFailure?: {
    readonly code: string;
    readonly at: string;
    readonly attempts: number;
  };
};

/** The answer of `GET /v1/accounts`, as the page reads it. */
export type AccountsJson = {
  readonly accounts: readonly AccountJson[];
  readonly nextPageToken?: string;
};
