import { PasswordAnswer } from '../../api/password';
import { UserKeyParams } from '../../api/user-key';
import { readPassword } from '../../domain/passwords/read-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { auditRead, callPorts } from './call-ports';
import { type PasswordsDependencies } from '../dependencies';
import { failureProblem } from './failure-problem';
import { passwordAnswer, SETTING_PROBLEMS } from './password-answer';

/**
 * `GET /v1/users/{userKey}/password`: returns the password that Google holds, and settles it first if
 * needed.
 */
export const readEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/users/{userKey}/password',
    operationId: 'readPassword',
    summary: 'Read the password',
    access: 'service',
    params: UserKeyParams,
    answers: { 200: { description: 'The password that Google holds.', schema: PasswordAnswer } },
    problems: [...SETTING_PROBLEMS, 'no-password', 'password-drifted', 'password-forgotten'],
    handle: async ({ params, ...asking }) => {
      const result = await readPassword(callPorts(dependencies, asking), params.userKey);
      if (result.kind !== 'live') return failureProblem(result);
      auditRead(dependencies, asking, result);
      return passwordAnswer(200, result);
    },
  });
