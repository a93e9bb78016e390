import { PasswordAnswer } from '../../api/password';
import { UserKeyParams } from '../../api/user-key';
import { issuePassword } from '../../domain/passwords/issue-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { auditToldBeside, callPorts } from './call-ports';
import { failureProblem } from './failure-problem';
import { passwordAnswer, SETTING_PROBLEMS } from './password-answer';
import { type PasswordsDependencies } from '../dependencies';

/** `PUT /v1/users/{userKey}/password`: returns the user's password, and creates one if there is none. */
export const issueEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'PUT',
    path: '/v1/users/{userKey}/password',
    operationId: 'issuePassword',
    summary: 'Issue a password, or return the existing one',
    access: 'service',
    params: UserKeyParams,
    answers: {
      200: {
        description: 'The user already had a password. It was not changed.',
        schema: PasswordAnswer,
      },
      201: { description: 'A password was set at Google.', schema: PasswordAnswer },
    },
    problems: [...SETTING_PROBLEMS, 'password-drifted', 'password-forgotten'],
    handle: async ({ params, ...asking }) => {
      const result = await issuePassword(callPorts(dependencies, asking), params.userKey);
      if (result.kind !== 'live') return failureProblem(result);
      auditToldBeside(dependencies, asking, result);
      return passwordAnswer(result.change === 'issued' ? 201 : 200, result);
    },
  });
