import { RevokeQuery } from '../../api/password';
import { UserKeyParams } from '../../api/user';
import { forgetPassword } from '../../domain/passwords/forget-password';
import { revokePassword } from '../../domain/passwords/revoke-password';
import { rfc3339 } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { callPorts } from './call-ports';
import { type PasswordsDependencies } from '../dependencies';
import { failureProblem } from './failure-problem';
import { SETTING_PROBLEMS } from './password-answer';

/** `DELETE /v1/users/{userKey}/password`: scrambles it at Google, then forgets it; or only forgets it. */
export const revokeEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'DELETE',
    path: '/v1/users/{userKey}/password',
    operationId: 'revokePassword',
    summary: 'Take the password back',
    access: 'service',
    params: UserKeyParams,
    query: RevokeQuery,
    answers: {
      204: {
        description:
          'Google holds a password that nobody knows; or has had no such user for 21 days, named by id. With `keepAtGoogle=true`: forgotten here, and live at Google as before.',
      },
    },
    problems: [...SETTING_PROBLEMS, 'no-password'],
    handle: async ({ params, query, ...asking }) => {
      const ports = callPorts(dependencies, asking);
      const keeps = query.keepAtGoogle === 'true';
      const result = await (keeps ? forgetPassword : revokePassword)(ports, params.userKey);
      if (result.kind === 'gone') {
        return problem(
          'user-not-found',
          `Google knows no such user. A deleted user can be restored for 20 days, with the password, so nothing was forgotten yet: the same call does so from ${rfc3339(result.forgottenFrom)} on.`,
        );
      }
      if (result.kind !== 'revoked') return failureProblem(result);
      return { status: 204 };
    },
  });
