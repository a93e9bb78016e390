import { z } from 'zod';
import { Time } from './time';
import { type Answered } from './wire';

/** A user's password as calls return it. */
export const PasswordAnswer = z
  .object({
    userId: z.string(),
    primaryEmail: z.string(),
    password: z.string(),
    version: z.int(),
    setAt: Time,
    /** Null: never. */
    nextRotationAt: Time.nullable(),
  })
  .meta({ id: 'Password' });
export type PasswordAnswer = Answered<typeof PasswordAnswer>;

/**
 * The query of `DELETE /v1/users/{userKey}/password`. Strict: a misspelt name must not scramble a password
 * that was to stay at Google.
 */
export const RevokeQuery = z.strictObject({
  /** `true`: forgets the password only here and leaves Google unchanged. */
  keepAtGoogle: z.enum(['true', 'false']).optional(),
});
