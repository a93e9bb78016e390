import { z } from 'zod';
import { Time } from './time';
import { type Answered } from './wire';

/** A user's password as the calls give it. */
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
 * The query of `DELETE /v1/users/{userKey}/password`. Strict: a slip in the name must not scramble at Google
 * what was to be left as it is.
 */
export const RevokeQuery = z.strictObject({
  /** `true`: Google is left as it is, and the password only forgotten here. */
  keepAtGoogle: z.enum(['true', 'false']).optional(),
});
