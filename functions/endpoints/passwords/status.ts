import { UserAnswer } from '../../api/user';
import { UserKeyParams } from '../../api/user-key';
import { userStatus } from '../../domain/passwords/user-status';
import { rfc3339, rfc3339OrNone } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { deviceAnswers } from './device-answers';
import { driftAnswer } from './drift-answer';
import { failureProblem } from './failure-problem';
import { proofAnswer } from './proof-answer';
import { USER_PROBLEMS } from './password-answer';

/**
 * `GET /v1/users/{userKey}`: the status of the account, and whether a password can work. Contains no
 * secret.
 */
export const statusEndpoint = ({ ports }: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/users/{userKey}',
    operationId: 'getUser',
    summary: 'Status and preflight of a user, without the password',
    access: 'service',
    params: UserKeyParams,
    answers: { 200: { description: 'Status and preflight.', schema: UserAnswer } },
    problems: USER_PROBLEMS,
    handle: async ({ params, about }) => {
      const result = await userStatus({ ...ports, about }, params.userKey);
      if (result.kind !== 'status') return failureProblem(result);
      const { account, user, nextRotationAt, preflight } = result;
      const lastFailure = account?.lastFailure;
      const json: UserAnswer = {
        userId: user.id,
        primaryEmail: user.primaryEmail,
        status: account?.status ?? 'no-password',
        version: account?.current?.version,
        setAt: rfc3339OrNone(account?.current?.setAt),
        forgottenAt: rfc3339OrNone(account?.current?.forgottenAt),
        nextRotationAt: rfc3339OrNone(nextRotationAt),
        drift: account && driftAnswer(account),
        proof: account?.current && account.proof && proofAnswer(account.proof),
        devices: deviceAnswers(account),
        lastFailure: lastFailure && { ...lastFailure, at: rfc3339(lastFailure.at) },
        preflight,
      };
      return { status: 200, json };
    },
  });
