import { ProofAnswer } from '../../api/proof';
import { proveOwn } from '../../domain/self-service/own-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { auditProof, callPorts } from '../passwords/call-ports';
import { notProvedProblem } from '../passwords/prove';
import { proofAnswer } from '../passwords/proof-answer';
import { OWN_SETTING_PROBLEMS, ownProblem } from './own-problem';

/** `POST /v1/me/password/proof`: binds at Secure LDAP with the person's stored password. */
export const proveOwnEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/me/password/proof',
    operationId: 'proveMyPassword',
    summary: 'Check that your own password works, by a bind at Google’s Secure LDAP',
    access: 'person',
    answers: { 200: { description: 'What the bind showed.', schema: ProofAnswer } },
    problems: [
      ...OWN_SETTING_PROBLEMS,
      'no-password',
      'password-forgotten',
      'secure-ldap-not-configured',
      'secure-ldap-failing',
    ],
    handle: async (asking) => {
      const ports = { ...dependencies.ports, ...callPorts(dependencies, asking) };
      const result = await proveOwn(ports, asking.caller);
      if (result.kind === 'not-proved') return notProvedProblem(result.reason);
      if (result.kind !== 'proved') return ownProblem(result);
      auditProof(dependencies, asking, result);
      return { status: 200, json: proofAnswer(result.proof) };
    },
  });
