import { z } from 'zod';
import { PROOF_RESULTS } from '../domain/account';
import { Time } from './time';
import { type Answered } from './wire';

/** What the last bind at Secure LDAP with one version of a password showed. */
export const ProofAnswer = z
  .object({
    /** `refused`: a doubt about the password. `unknown`: the bind says nothing of it; `code` says why. */
    result: z.enum(PROOF_RESULTS),
    code: z.string().optional(),
    at: Time,
    /** The version of the password that was bound. */
    version: z.int(),
  })
  .meta({ id: 'Proof' });
export type ProofAnswer = Answered<typeof ProofAnswer>;
