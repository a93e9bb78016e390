import { z } from 'zod';
import { ACCOUNT_STATUSES } from '../domain/account';
import { PROOF_STANDINGS } from '../domain/passwords/proof-dates';
import { DeviceAnswer } from './device';
import { DriftAnswer } from './drift';
import { ProofAnswer } from './proof';
import { Time } from './time';
import { type Answered } from './wire';

const Failure = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  at: Time,
  attempts: z.int(),
});

/** One account as the help desk sees it, without secrets. */
export const AccountAnswer = z
  .object({
    userId: z.string(),
    /** Empty if the record is unreadable and does not even give the address. */
    primaryEmail: z.string(),
    /** `unreadable`: this user's record cannot be read; see `lastFailure`. */
    status: z.enum([...ACCOUNT_STATUSES, 'unreadable']),
    version: z.int().optional(),
    /** The Workspace whose password is kept. An account outside the connected Workspace is not touched. */
    customerId: z.string().optional(),
    setAt: Time.optional(),
    /** When the stored copy of this password was destroyed; absent: it is stored. */
    forgottenAt: Time.optional(),
    /** When the policy's next rotation is due. */
    nextRotationAt: Time.optional(),
    /** When a failed rotation is tried again. */
    retryAt: Time.optional(),
    lastFailure: Failure.optional(),
    /** The last proof at Secure LDAP, of the version that it names; absent: there was none. */
    proof: ProofAnswer.optional(),
    /** Absent: nobody else is known to have changed the password. */
    drift: DriftAnswer.optional(),
    /** What an MDM told of the user’s devices; absent: nothing. */
    devices: z.array(DeviceAnswer).optional(),
  })
  .meta({ id: 'Account' });
export type AccountAnswer = Answered<typeof AccountAnswer>;

/** The query of `GET /v1/accounts`. Every condition that is given must hold. */
export const AccountsQuery = z.object({
  status: z.enum(ACCOUNT_STATUSES).optional(),
  /** What binds at Secure LDAP have shown of the current password. */
  proof: z.enum(PROOF_STANDINGS).optional(),
  /** `true`: only accounts whose password somebody else changed at Google. */
  drifted: z.enum(['true', 'false']).optional(),
  /** The beginning of an address, or a whole user id. */
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
