import { z } from 'zod';
import { ACCOUNT_STATUSES } from '../domain/account';
import { ProofAnswer } from './proof';
import { Time } from './time';
import { type Answered } from './wire';

/** The answer of `GET /v1/me`: the person's own password, without the password. */
export const MeAnswer = z
  .object({
    primaryEmail: z.string(),
    status: z.enum(ACCOUNT_STATUSES),
    version: z.int().optional(),
    setAt: Time.optional(),
    nextRotationAt: Time.optional(),
    /** The last proof at Secure LDAP, of the version that it names; absent: there was none. */
    proof: ProofAnswer.optional(),
    /** Somebody changed the password at Google, so the stored one is not given; a new one can be made. */
    drift: z.object({ at: Time }).optional(),
    /** The stored copy was destroyed, as the policy says, so it is not given; a new one can be made. */
    forgotten: z.literal(true).optional(),
    /** The Wi-Fi networks for which there are profiles. */
    networks: z.array(z.object({ id: z.string(), ssid: z.string() })),
    /** Whether this person may have a password. If not, `reason` is the code of the problem. */
    canIssue: z.boolean(),
    reason: z.enum(['admin-account', 'user-suspended', 'out-of-scope']).optional(),
    rotationsLeftToday: z.int(),
  })
  .meta({ id: 'Me' });
export type MeAnswer = Answered<typeof MeAnswer>;
