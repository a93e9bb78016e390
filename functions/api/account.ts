import { z } from 'zod';
import { ACCOUNT_STATUSES } from '../domain/account';
import { Time } from './time';
import { type Answered } from './wire';

const Failure = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  at: Time,
  attempts: z.int(),
});

/** One account as the help desk sees it: no secret. */
export const AccountAnswer = z
  .object({
    userId: z.string(),
    /** Empty where the record can't be read and does not even tell this. */
    primaryEmail: z.string(),
    /** `unreadable`: the record of this user can't be read, see `lastFailure`. */
    status: z.enum([...ACCOUNT_STATUSES, 'unreadable']),
    version: z.int().optional(),
    /** The Workspace whose password is kept; one of another than the connected one is left alone. */
    customerId: z.string().optional(),
    setAt: Time.optional(),
    /** When the policy wants the next rotation. */
    nextRotationAt: Time.optional(),
    /** When a rotation that failed is tried again. */
    retryAt: Time.optional(),
    lastFailure: Failure.optional(),
  })
  .meta({ id: 'Account' });
export type AccountAnswer = Answered<typeof AccountAnswer>;

/** The query of `GET /v1/accounts`. */
export const AccountsQuery = z.object({
  status: z.enum(ACCOUNT_STATUSES).optional(),
  /** How an address begins, or a whole user id. */
  query: z.string().max(320).optional(),
  pageToken: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The answer of `GET /v1/accounts`. */
export const AccountsAnswer = z
  .object({
    accounts: z.array(AccountAnswer),
    /** Absent on the last page. */
    nextPageToken: z.string().optional(),
  })
  .meta({ id: 'Accounts' });
export type AccountsAnswer = Answered<typeof AccountsAnswer>;
