import { type IncomingHttpHeaders } from 'node:http';
import { type FunctionName } from '../functions/composition';
import { type RoleMembers } from '../functions/http/caller';
import { problem, type Problem } from '../functions/http/problem';
import { type Clock } from '../functions/ports/clock';
import { iamBearer, type LocalIap } from './iap';

export type Gate = {
  readonly iap: LocalIap;
  readonly members: RoleMembers;
  readonly clock: Clock;
};

const DEFAULT_IDENTITY = 'system-management@example.com';

/**
 * The address in `X-Local-Identity` that a request acts as. Any program on this machine may name any address:
 * the gateway is reachable over loopback only, and stands for a sign-in without being one.
 */
export function identityOf(headers: IncomingHttpHeaders): string | Problem {
  const identity = headers['x-local-identity'] ?? DEFAULT_IDENTITY;
  return typeof identity === 'string' && /^[^\s@,]{1,64}@[^\s@,]{1,255}$/.test(identity)
    ? identity
    : problem('invalid-request', 'X-Local-Identity must be one email address.');
}

/**
 * The headers of a request that passes the gate in front of a function. Headers that a caller could forge are
 * removed; headers that the gate vouches for are added. `configuration` and `self-service` are behind IAP. The
 * others are behind Cloud Run's IAM check, which admits everybody except read-only members.
 */
export async function passGate(
  gate: Gate,
  name: FunctionName,
  identity: string,
  headers: IncomingHttpHeaders,
): Promise<IncomingHttpHeaders | Problem> {
  const passed: IncomingHttpHeaders = {};
  for (const [header, value] of Object.entries(headers)) {
    if (!GATES_OWN.test(header)) passed[header] = value;
  }
  if (name === 'configuration' || name === 'self-service') {
    return { ...passed, 'x-goog-iap-jwt-assertion': await gate.iap.assertionFor(identity) };
  }
  if (gate.members.systemReadOnly.includes(identity.toLowerCase())) {
    return problem(
      'forbidden-role',
      `${identity} may not call the function ${name}. Use an address that is not in SYSTEM_READ_ONLY_MEMBERS.`,
    );
  }
  return { ...passed, authorization: iamBearer(identity, gate.clock) };
}

const GATES_OWN = /^(x-goog-.*|authorization|x-serverless-authorization|x-local-identity)$/;

/**
 * Whether a `Host` header names this machine. A page of another site can point its own name at 127.0.0.1 (DNS
 * rebinding). The browser then treats this server as the same site, but the `Host` header still has the other
 * name.
 */
export const isLoopbackHost = (host: string | undefined): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host ?? '');
