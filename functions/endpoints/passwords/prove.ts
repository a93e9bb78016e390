import { ProofAnswer } from '../../api/proof';
import { UserKeyParams } from '../../api/user-key';
import { type NotProved, provePassword } from '../../domain/passwords/prove-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem, type Problem } from '../../http/problem';
import { type PasswordsDependencies } from '../dependencies';
import { auditProof, callPorts } from './call-ports';
import { failureProblem } from './failure-problem';
import { SETTING_PROBLEMS } from './password-answer';
import { proofAnswer } from './proof-answer';

/** `POST /v1/users/{userKey}/password/proof`: binds at Secure LDAP with the stored password. */
export const proveEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/users/{userKey}/password/proof',
    operationId: 'provePassword',
    summary: 'Prove that the password works, by a bind at Google’s Secure LDAP',
    access: 'service',
    params: UserKeyParams,
    answers: {
      200: {
        description:
          'What the bind showed. After 4 binds in an hour that Google refused or did not answer: the last result of this version, without a bind.',
        schema: ProofAnswer,
      },
    },
    problems: [
      ...SETTING_PROBLEMS,
      'no-password',
      'password-forgotten',
      'secure-ldap-not-configured',
      'secure-ldap-failing',
    ],
    handle: async ({ params, ...asking }) => {
      const ports = { ...dependencies.ports, ...callPorts(dependencies, asking) };
      const result = await provePassword(ports, params.userKey);
      if (result.kind === 'not-proved') return notProvedProblem(result.reason);
      if (result.kind !== 'proved') return failureProblem(result);
      auditProof(dependencies, asking, result);
      return { status: 200, json: proofAnswer(result.proof) };
    },
  });

/** Why nothing was bound. */
export function notProvedProblem(reason: NotProved['reason']): Problem {
  switch (reason) {
    case 'secure-ldap-off':
      return problem(
        'secure-ldap-not-configured',
        'Google’s Secure LDAP is not connected, so no password can be proved. An administrator must upload the certificate of an LDAP client first.',
      );
    case 'secure-ldap-failing':
      return problem(
        'secure-ldap-failing',
        'The stored certificate for Secure LDAP or its key can no longer be read, so nothing was bound. An administrator must upload a new one.',
      );
    case 'no-place':
      return problem(
        'quota-exceeded',
        'Google allows few binds a second for the whole organisation, and others were there first. Nothing was bound. Send the same request again after the time in Retry-After.',
        { retryAfterMs: 2_000 },
      );
  }
}
