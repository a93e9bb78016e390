import { PasswordAnswer } from '../../api/password';
import { rotateOwn } from '../../domain/self-service/own-password';
import { RotationsAtOnce } from '../../domain/self-service/rotations-at-once';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { auditToldBeside, callPorts } from '../passwords/call-ports';
import { passwordAnswer } from '../passwords/password-answer';
import { OWN_SETTING_PROBLEMS, ownProblem } from './own-problem';

/** `POST /v1/me/password/rotation`: replaces the person's password, as often as the policy allows a day. */
export function rotateOwnEndpoint(dependencies: PasswordsDependencies): Endpoint {
  const atOnce = new RotationsAtOnce();
  return endpoint({
    method: 'POST',
    path: '/v1/me/password/rotation',
    operationId: 'rotateMyPassword',
    summary: 'Replace your own password with a new one',
    access: 'person',
    answers: {
      200: {
        description:
          'The new password. Of two calls at once both may get the same one; neither gets another than the one in effect.',
        schema: PasswordAnswer,
      },
    },
    problems: [
      ...OWN_SETTING_PROBLEMS,
      'no-password',
      'password-drifted',
      'password-forgotten',
      'too-many-rotations',
    ],
    handle: async (asking) => {
      const ports = { ...callPorts(dependencies, asking), atOnce };
      const result = await rotateOwn(ports, asking.caller);
      if (result.kind !== 'live') return ownProblem(result);
      auditToldBeside(dependencies, asking, result);
      return passwordAnswer(200, result);
    },
  });
}
