import { controlAdminRole } from './control-admin-role';
import { controlActivities } from './control-activities';
import { controlUsers } from './control-users';
import { controlLdap } from './control-ldap';
import { controlSettings } from './control-settings';
import { type ControlResource } from './control-resource';
import { type ControlledWorkspace } from './controlled-workspace';
import { jsonObject, jsonReply, type Received, type Reply } from './reply';

const PREFIX = '/control/';

export const isControl = (received: Received): boolean => received.path.startsWith(PREFIX);

/**
 * The control API: changes the simulated Google's state and faults while it runs, and reports what happened.
 * Only programs on this machine may use it. Other addresses are refused, and a body must be
 * `application/json`, which a browser does not send for another site without a preflight request.
 */
export function controlReply(
  workspace: ControlledWorkspace,
  received: Received,
  remoteAddress: string | undefined,
): Reply {
  if (!isLoopback(remoteAddress)) return complaint(403, 'Only for programs on this machine.');
  const parts = decodeParts(received.path.slice(PREFIX.length));
  const resource =
    parts &&
    (controlSettings(workspace, parts) ??
      controlAdminRole(workspace.google, parts) ??
      controlLdap(workspace.ldap, parts) ??
      controlActivities(workspace.google, parts) ??
      controlUsers(workspace.google, parts));
  if (!resource) return complaint(404, 'There is nothing at this address.');
  switch (received.method) {
    case 'GET':
      return resource.read ? jsonReply(200, resource.read()) : complaint(405, 'Not to be read.');
    case 'PUT':
      return written(resource.write, received);
    case 'POST':
      return written(resource.call, received);
    case 'DELETE':
      if (!resource.reset) return complaint(405, 'Not to be deleted.');
      resource.reset();
      return { status: 204, body: '' };
    default:
      return complaint(405, 'Use GET, PUT, POST or DELETE.');
  }
}

function written(write: ControlResource['write'], received: Received): Reply {
  if (write === undefined) return complaint(405, `Not to be changed by ${received.method}.`);
  if (!/^application\/json\b/i.test(received.headers['content-type'] ?? '')) {
    return complaint(415, 'Send application/json.');
  }
  const body = jsonObject(received.body);
  if (body === undefined) return complaint(400, 'The body is not a JSON object.');
  const outcome = write(body);
  return outcome.kind === 'done' ? jsonReply(200, outcome.value) : complaint(400, outcome.message);
}

const complaint = (status: number, error: string): Reply => jsonReply(status, { error });

function decodeParts(path: string): string[] | undefined {
  try {
    return path.split('/').map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
