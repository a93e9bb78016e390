import { z } from 'zod';
import { type Account, ACCOUNT_STATUSES, passwordOf } from '../../domain/account';
import { accountFailureText } from '../../domain/account-failures';
import { type EpochMs, rfc3339 } from '../../domain/time';
import { type FoundAccounts, type UnreadableRecord } from '../../ports/account-store';

const Failure = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  at: z.iso.datetime(),
  attempts: z.int(),
});

/** One account as the help desk sees it: no secret. */
export const AccountAnswer = z
  .object({
    userId: z.string(),
    primaryEmail: z.string(),
    /** `unreadable`: the record of this user can't be read, see `lastFailure`. */
    status: z.enum([...ACCOUNT_STATUSES, 'unreadable']),
    version: z.int().optional(),
    /** The Workspace whose password is kept; one of another than the connected one is left alone. */
    customerId: z.string().optional(),
    setAt: z.iso.datetime().optional(),
    /** When the policy wants the next rotation. */
    nextRotationAt: z.iso.datetime().optional(),
    /** When a rotation that failed is tried again. */
    retryAt: z.iso.datetime().optional(),
    lastFailure: Failure.optional(),
  })
  .meta({ id: 'Account' });

type AccountJson = z.infer<typeof AccountAnswer>;

/** What was found, the records that can't be read first: nothing of them is known but that. */
export const accountAnswers = (
  { accounts, unreadable }: FoundAccounts,
  now: EpochMs,
): AccountJson[] => [
  ...unreadable.map((record) => unreadableAnswer(record, now)),
  ...accounts.map(accountAnswer),
];

function unreadableAnswer({ userId, primaryEmail }: UnreadableRecord, now: EpochMs): AccountJson {
  const status = 'unreadable';
  const code = 'record-unreadable';
  const failure = { code, ...accountFailureText({ code, status }), at: rfc3339(now), attempts: 1 };
  return { userId, primaryEmail: primaryEmail ?? '', status, lastFailure: failure };
}

/** Field by field: what is added to an account later is not shown by itself. */
export function accountAnswer(account: Account): AccountJson {
  const { userId, primaryEmail, status, current, nextRotationAt, retryAt, lastFailure } = account;
  const customerId = passwordOf(account);
  return {
    userId,
    primaryEmail,
    status,
    ...(current ? { version: current.version, setAt: rfc3339(current.setAt) } : {}),
    ...(customerId === undefined ? {} : { customerId }),
    ...(nextRotationAt === undefined ? {} : { nextRotationAt: rfc3339(nextRotationAt) }),
    ...(retryAt === undefined ? {} : { retryAt: rfc3339(retryAt) }),
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
