import { z } from 'zod';
import { type Account, ACCOUNT_STATUSES } from '../../domain/account';
import { accountFailureText } from '../../domain/account-failures';
import { rfc3339 } from '../../domain/time';

const Failure = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  at: z.iso.datetime(),
  attempts: z.int(),
});

/** One account as the help desk sees it: no secret. */
export const AccountAnswer = z.object({
  userId: z.string(),
  primaryEmail: z.string(),
  status: z.enum(ACCOUNT_STATUSES),
  version: z.int().optional(),
  setAt: z.iso.datetime().optional(),
  nextRotationAt: z.iso.datetime().optional(),
  lastFailure: Failure.optional(),
});

/** Field by field: what is added to an account later is not shown by itself. */
export function accountAnswer(account: Account): z.infer<typeof AccountAnswer> {
  const { userId, primaryEmail, status, current, nextRotationAt, lastFailure } = account;
  return {
    userId,
    primaryEmail,
    status,
    ...(current ? { version: current.version, setAt: rfc3339(current.setAt) } : {}),
    ...(nextRotationAt === undefined ? {} : { nextRotationAt: rfc3339(nextRotationAt) }),
    ...(lastFailure ? { lastFailure: failureAnswer(lastFailure, status) } : {}),
  };
}

const failureAnswer = (
  { code, at, attempts }: NonNullable<Account['lastFailure']>,
  status: Account['status'],
): z.infer<typeof Failure> => ({
  code,
  ...accountFailureText({ code, status }),
  at: rfc3339(at),
  attempts,
});
