import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { type FunctionName } from '../../functions/composition';

/** What the roles of `infra/access.tf` allow on their resources, as REST methods and paths. */
const ALLOWS: Readonly<Record<string, RegExp>> = {
  'roles/secretmanager.secretAccessor': /^GET \/v1\/[^:]+\/versions\/\d+:access$/,
  'roles/secretmanager.secretVersionManager':
    /^(GET \/v1\/[^:]+\/versions(\/\d+)?|POST \/v1\/[^:]+(:addVersion|\/versions\/\d+:(enable|disable|destroy)))$/,
  'roles/pubsub.publisher': /^POST \/v1\/[^:]+\/topics\/[^:]+:publish$/,
};

/** The roles that `infra/access.tf` gives a function on one resource. */
function rolesOf(name: FunctionName, on: string): string[] {
  const source = readFileSync('infra/access.tf', 'utf8');
  const grant = new RegExp(`who = "${name}", on = "${on}", role = "([^"]+)"`, 'g');
  return [...source.matchAll(grant)].map(([, role = '']) => role);
}

/**
 * Stands between a function and a service: forwards the calls that were granted, and refuses any other as
 * Google's IAM does. `refused` lists the refused calls.
 */
export function grantedOnly(
  target: string,
  name: FunctionName,
  on: string,
): { readonly server: Server; readonly refused: string[] } {
  const { hostname, port } = new URL(target);
  const roles = rolesOf(name, on);
  const refused: string[] = [];
  const server = createServer((incoming, reply) => {
    const { method = '', url = '' } = incoming;
    const call = `${method} ${new URL(url, target).pathname}`;
    if (!roles.some((role) => ALLOWS[role]?.test(call))) {
      refused.push(`${name}: ${call}`);
      incoming.resume();
      reply.writeHead(403, { 'content-type': 'application/json' });
      reply.end('{"error":{"code":403,"status":"PERMISSION_DENIED","message":"not granted"}}');
      return;
    }
    const { headers } = incoming;
    const handedOn = request({ hostname, port, method, path: url, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    handedOn.once('error', () => reply.destroy());
    incoming.pipe(handedOn);
  });
  return { server, refused };
}
