import { randomUUID } from 'node:crypto';
import { type RequestListener } from 'node:http';
import { z } from 'zod';
import { ldapProver } from '../../functions/adapters/ldap/ldap-prover';
import { type LdapServer } from '../../functions/adapters/ldap/ldap-server';
import { Secret } from '../../functions/domain/secret';
import { durationMs } from '../../functions/domain/time';
import { identifyByIam } from '../../functions/http/caller';
import { endpoint, type Endpoint } from '../../functions/http/endpoint';
import { httpFunction } from '../../functions/http/http-function';
import { type Log } from '../../functions/log';
import { type SimulatedWorkspace } from '../workspace/simulated-workspace';

const WITHIN_MS = durationMs(5_000);
/** Far more than the longest address and password, each character as a JSON escape. */
const MAX_BODY_BYTES = 4096;

const SignIn = z.strictObject({
  userName: z
    .string()
    .max(320, { abort: true, error: 'At most 320 characters.' })
    .regex(/^[^\s@]+@[^\s@]+$/, 'A user’s address.'),
  // A bind with an empty password is anonymous: it succeeds, and proves nothing.
  password: z.string().min(1, 'Not empty.').max(256, 'At most 256 characters.'),
});

const Outcome = z.object({
  result: z.enum(['works', 'refused', 'unknown']),
  /** A `BindFailure`, if the result is `unknown`. */
  code: z.string().optional(),
});

/**
 * A sign-in to a Wi-Fi whose RADIUS server asks Secure LDAP. A browser can't speak LDAP, so this call binds
 * for the page, at the simulated server with the simulated Workspace's own client certificate. No request is
 * logged; a bug is, without its message.
 */
export function wifiSignIn(
  workspace: SimulatedWorkspace,
  server: LdapServer,
  log: Log,
): RequestListener {
  const answer = httpFunction({
    name: 'wifi-sign-in',
    endpoints: [wifiSignInEndpoint(workspace, server)],
    identify: identifyByIam,
    log: { ...log, request: () => undefined },
    newRequestId: randomUUID,
  });
  return (request, response) => void answer(request, response);
}

function wifiSignInEndpoint(workspace: SimulatedWorkspace, server: LdapServer): Endpoint {
  const prover = ldapProver(server);
  return endpoint({
    method: 'POST',
    path: '/local/wifi-sign-in',
    summary: 'Binds at the simulated Secure LDAP, as a Wi-Fi’s RADIUS server does',
    access: 'open',
    body: { mediaType: 'application/json', schema: SignIn, maxBytes: MAX_BODY_BYTES },
    answers: { 200: { description: 'What the bind told.', schema: Outcome } },
    problems: [],
    handle: async ({ body: { userName, password } }) => {
      const { certificate, privateKey } = workspace.ldapCertificate();
      const outcome = await prover.bind(
        { certificate, privateKey: new Secret(privateKey) },
        { name: userName, password: new Secret(password) },
        WITHIN_MS,
      );
      const { result } = outcome;
      return {
        status: 200,
        json: result === 'unknown' ? { result, code: outcome.failure } : { result },
      };
    },
  });
}
