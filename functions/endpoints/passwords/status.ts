import { z } from 'zod';
import { ACCOUNT_STATUSES } from '../../domain/account';
import { userStatus } from '../../domain/passwords/user-status';
import { rfc3339 } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { failureProblem } from './failure-problem';
import { USER_PROBLEMS } from './password-answer';
import { UserKeyParams } from './user-key';

const Time = z.iso.datetime();

const StatusAnswer = z
  .object({
    userId: z.string(),
    primaryEmail: z.string(),
    status: z.enum(ACCOUNT_STATUSES),
    version: z.int().optional(),
    setAt: Time.optional(),
    nextRotationAt: Time.optional(),
    lastFailure: z.object({ code: z.string(), at: Time, attempts: z.int() }).optional(),
    preflight: z.object({
      /** Whether a password may be issued now; `reason` is the code of the problem if not. */
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
       * Whether Google asks for another password at the next sign-in; whether the terms of service were agreed
       * to; whether there is a Gmail mailbox. Left out: Google does not say.
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

/** `GET /v1/users/{userKey}`: how the account stands, and whether a password can work. No secret. */
export const statusEndpoint = ({ ports }: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/users/{userKey}',
    operationId: 'getUser',
    summary: 'Status and preflight of a user, without the password',
    access: 'service',
    params: UserKeyParams,
    answers: { 200: { description: 'Status and preflight.', schema: StatusAnswer } },
    problems: USER_PROBLEMS,
    handle: async ({ params, about }) => {
      const result = await userStatus({ ...ports, about }, params.userKey);
      if (result.kind !== 'status') return failureProblem(result);
      const { account, user, preflight } = result;
      const json: z.infer<typeof StatusAnswer> = {
        userId: user.id,
        primaryEmail: user.primaryEmail,
        status: account?.status ?? 'no-password',
        ...(account?.current && {
          version: account.current.version,
          setAt: rfc3339(account.current.setAt),
        }),
        ...(account?.nextRotationAt !== undefined && {
          nextRotationAt: rfc3339(account.nextRotationAt),
        }),
        ...(account?.lastFailure && {
          lastFailure: { ...account.lastFailure, at: rfc3339(account.lastFailure.at) },
        }),
        preflight: { ...preflight, notices: [...preflight.notices] },
      };
      return { status: 200, json };
    },
  });
