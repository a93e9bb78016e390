import { revokePassword } from '../../domain/revoke-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from './dependencies';
import { failureProblem } from './failure-problem';
import { SETTING_PROBLEMS } from './password-answer';
import { UserKeyParams } from './user-key';

/** `DELETE /v1/users/{userKey}/password`: scrambles it at Google, then forgets it. */
export const revokeEndpoint = ({ ports, log }: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'DELETE',
    path: '/v1/users/{userKey}/password',
    summary: 'Take the password back',
    access: 'service',
    params: UserKeyParams,
    answers: { 204: { description: 'Google holds a password that nobody knows.' } },
    problems: [...SETTING_PROBLEMS, 'no-password'],
    handle: async ({ params, caller, requestId }) => {
      const result = await revokePassword(ports, params.userKey);
      if (result.kind !== 'revoked') return failureProblem(result);
      if (result.changed) {
        log.passwordAudit({
          action: 'revoked',
          userId: result.userId,
          caller: caller.email,
          requestId,
        });
      }
      return { status: 204 };
    },
  });
