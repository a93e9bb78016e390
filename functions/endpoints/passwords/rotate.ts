import { createHash } from 'node:crypto';
import { PasswordAnswer } from '../../api/password';
import { UserKeyParams } from '../../api/user-key';
import { rotatePassword } from '../../domain/passwords/rotate-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { auditToldBeside, callPorts } from './call-ports';
import { type PasswordsDependencies } from '../dependencies';
import { failureProblem } from './failure-problem';
import { passwordAnswer, SETTING_PROBLEMS } from './password-answer';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** `POST /v1/users/{userKey}/password/rotation`: replaces the password. Honours an `Idempotency-Key`. */
export const rotateEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/users/{userKey}/password/rotation',
    operationId: 'rotatePassword',
    summary: 'Replace the password with a new one',
    access: 'service',
    params: UserKeyParams,
    requestHeaders: [
      {
        name: 'Idempotency-Key',
        description:
          'A key that was already sent for this user does not create another password. The answer is the current password, which may be newer. The service remembers the last 10 keys per user. An older key counts as new.',
      },
    ],
    answers: { 200: { description: 'The new password.', schema: PasswordAnswer } },
    problems: [...SETTING_PROBLEMS, 'no-password', 'password-drifted', 'password-forgotten'],
    handle: async ({ params, header, ...asking }) => {
      const key = header('idempotency-key');
      if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
        return problem(
          'invalid-request',
          'Idempotency-Key must have 1 to 255 printable ASCII characters without spaces, such as a UUID. Nothing was changed.',
        );
      }
      const hash = key === undefined ? undefined : createHash('sha256').update(key).digest('hex');
      const result = await rotatePassword(callPorts(dependencies, asking), params.userKey, hash);
      if (result.kind !== 'live') return failureProblem(result);
      auditToldBeside(dependencies, asking, result);
      return passwordAnswer(200, result);
    },
  });
