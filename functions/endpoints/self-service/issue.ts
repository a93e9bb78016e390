import { PasswordAnswer } from '../../api/password';
import { issueOwn } from '../../domain/self-service/own-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { auditToldBeside, callPorts } from '../passwords/call-ports';
import { passwordAnswer } from '../passwords/password-answer';
import { OWN_SETTING_PROBLEMS, ownProblem } from './own-problem';

/**
 * `POST /v1/me/password`: shows the person's password, and creates one if there is none. Not a `GET`, which a
 * browser or a proxy could keep or make ahead of time.
 */
export const issueOwnEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/me/password',
    operationId: 'showMyPassword',
    summary: 'Show your own password, and make one if there is none',
    access: 'person',
    answers: {
      200: { description: 'You already had a password.', schema: PasswordAnswer },
      201: { description: 'A password was set at Google.', schema: PasswordAnswer },
    },
    problems: [...OWN_SETTING_PROBLEMS, 'password-drifted', 'password-forgotten'],
    handle: async (asking) => {
      const result = await issueOwn(callPorts(dependencies, asking), asking.caller);
      if (result.kind !== 'live') return ownProblem(result);
      auditToldBeside(dependencies, asking, result);
      return passwordAnswer(result.change === 'issued' ? 201 : 200, result);
    },
  });
