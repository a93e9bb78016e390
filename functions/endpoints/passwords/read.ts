import { readPassword } from '../../domain/passwords/read-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from './dependencies';
import { failureProblem } from './failure-problem';
import { PasswordAnswer, passwordAnswer, SETTING_PROBLEMS } from './password-answer';
import { UserKeyParams } from './user-key';

/** `GET /v1/users/{userKey}/password`: gives the password that Google holds, settled first if need be. */
export const readEndpoint = ({ ports, log }: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/users/{userKey}/password',
    summary: 'Read the password',
    access: 'service',
    params: UserKeyParams,
    answers: { 200: { description: 'The password that Google holds.', schema: PasswordAnswer } },
    problems: [...SETTING_PROBLEMS, 'no-password'],
    handle: async ({ params, caller, requestId }) => {
      const result = await readPassword(ports, params.userKey);
      if (result.kind !== 'live') return failureProblem(result);
      log.passwordAudit({
        action: 'read',
        userId: result.account.userId,
        version: result.account.current.version,
        caller: caller.email,
        requestId,
      });
      return passwordAnswer(200, result);
    },
  });
