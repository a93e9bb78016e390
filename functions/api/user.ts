import { z } from 'zod';
import { ACCOUNT_STATUSES } from '../domain/account';
import { DeviceAnswer } from './device';
import { DriftAnswer } from './drift';
import { ProofAnswer } from './proof';
import { Time } from './time';
import { type Answered } from './wire';

/** The answer of `GET /v1/users/{userKey}`, without secrets. */
export const UserAnswer = z
  .object({
    userId: z.string(),
    primaryEmail: z.string(),
    status: z.enum(ACCOUNT_STATUSES),
    version: z.int().optional(),
    setAt: Time.optional(),
    /** When the stored copy of this password was destroyed; absent: it is stored. */
    forgottenAt: Time.optional(),
    nextRotationAt: Time.optional(),
    /** The last proof at Secure LDAP, of the version that it names; absent: there was none. */
    proof: ProofAnswer.optional(),
    /** Absent: nobody else is known to have changed the password. */
    drift: DriftAnswer.optional(),
    /** What an MDM told of the user’s devices. */
    devices: z.array(DeviceAnswer),
    lastFailure: z.object({ code: z.string(), at: Time, attempts: z.int() }).optional(),
    preflight: z.object({
      /** Whether a password may be issued now. If not, `reason` is the code of the problem. */
      canIssue: z.boolean(),
      reason: z.enum(['admin-account', 'user-suspended', 'out-of-scope']).optional(),
      /** Whether a password alone can sign this user in at all. */
      passwordCanWork: z.boolean(),
      /** How the user was named. */
      namedBy: z.enum(['primary-address', 'alias', 'id']),
      suspended: z.boolean(),
      archived: z.boolean(),
      admin: z.boolean(),
      twoStepEnrolled: z.boolean(),
      twoStepEnforced: z.boolean(),
      /**
       * Whether Google asks for another password at the next sign-in; whether the user accepted the terms of
       * service; whether the user has a Gmail mailbox. Absent: Google does not say.
       */
      changePasswordAtNextLogin: z.boolean().optional(),
      agreedToTerms: z.boolean().optional(),
      isMailboxSetup: z.boolean().optional(),
      orgUnitPath: z.string(),
      inScope: z.boolean(),
      /** What an administrator should know, in English. */
      notices: z.array(
        z.object({ code: z.string(), message: z.string(), url: z.string().optional() }),
      ),
    }),
  })
  .meta({ id: 'User' });
export type UserAnswer = Answered<typeof UserAnswer>;
