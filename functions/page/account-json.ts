import { type AccountStatus } from '../domain/account';

/** One account as `GET /v1/accounts` gives it; times are RFC 3339. */
export type AccountJson = {
  readonly userId: string;
  readonly primaryEmail: string;
  readonly status: AccountStatus;
  readonly version?: number;
  readonly setAt?: string;
  readonly nextRotationAt?: string;
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
