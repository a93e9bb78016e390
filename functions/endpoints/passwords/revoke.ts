import { RevokeQuery } from '../../api/password';
import { UserKeyParams } from '../../api/user-key';
import { forgetPassword } from '../../domain/passwords/forget-password';
import { revokePassword } from '../../domain/passwords/revoke-password';
import { rfc3339 } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { callPorts } from './call-ports';
import { type PasswordsDependencies } from '../dependencies';
import { failureProblem } from './failure-problem';
import { SETTING_PROBLEMS } from './password-answer';

/**
 * `DELETE /v1/users/{userKey}/password`: scrambles the password at Google and then forgets it, or only
 * forgets it.
 */
export const revokeEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'DELETE',
    path: '/v1/users/{userKey}/password',
    operationId: 'revokePassword',
    summary: 'Revoke the password',
    access: 'service',
    params: UserKeyParams,
    query: RevokeQuery,
    answers: {
      204: {
        description:
          'Google now holds a random password that nobody knows. Or the user, named by ID, has been gone from Google for 21 days, which only a connection by domain-wide delegation can tell. With `keepAtGoogle=true`: forgotten here, still in effect at Google.',
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
          `Google finds no such user. A deleted user can be restored with the password for 20 days, so nothing was forgotten yet. Send the same request again from ${rfc3339(result.forgottenFrom)} on: it then forgets the password.`,
        );
      }
      if (result.kind !== 'revoked') return failureProblem(result);
      return { status: 204 };
    },
  });
