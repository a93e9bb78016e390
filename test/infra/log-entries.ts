import { type Entry } from './log-filter';

const PROJECT = 'acme-passwords';

/** The resource of everything that a function writes. */
const revisionOf = (service: string): Entry => ({
  type: 'cloud_run_revision',
  labels: { project_id: PROJECT, service_name: service, location: 'europe-west1' },
});

/**
 * The entry that Cloud Run makes of a JSON line on standard output: `severity` and `time` become the entry's own, the
 * rest is its payload (docs.cloud.google.com/run/docs/logging, "special fields").
 */
export function entryOfLine(service: string, line: string): Entry {
  const { severity, time, ...jsonPayload } = JSON.parse(line) as Record<string, unknown>;
  return {
    logName: `projects/${PROJECT}/logs/run.googleapis.com%2Fstdout`,
    resource: revisionOf(service),
    severity,
    timestamp: time,
    jsonPayload,
  };
}

/** Cloud Run's own entry of a request. It has a text only if the function could not answer, or was not asked. */
export const entryOfRequest = (
  service: string,
  status: number,
  textPayload?: string,
  path = '/v1/users/alice@example.com/password',
): Entry => ({
  logName: `projects/${PROJECT}/logs/run.googleapis.com%2Frequests`,
  resource: revisionOf(service),
  severity: status >= 500 ? 'ERROR' : 'WARNING',
  httpRequest: {
    requestMethod: 'GET',
    requestUrl: `https://${service}-123456789012.europe-west1.run.app${path}`,
    status,
  },
  ...(textPayload === undefined ? {} : { textPayload }),
});

/** An entry of one of Google's audit logs: `activity` or `data_access`. */
export const entryOfAudit = (
  log: 'activity' | 'data_access',
  serviceName: string,
  methodName: string,
  principalEmail = 'eve@example.com',
): Entry => ({
  logName: `projects/${PROJECT}/logs/cloudaudit.googleapis.com%2F${log}`,
  resource: { type: 'audited_resource', labels: { service: serviceName, method: methodName } },
  severity: log === 'activity' ? 'NOTICE' : 'INFO',
  protoPayload: { serviceName, methodName, authenticationInfo: { principalEmail } },
});

/** One line of a build that this trigger started; without one, a person did. */
export const entryOfBuild = (textPayload: string, build_trigger_id = ''): Entry => ({
  logName: `projects/${PROJECT}/logs/cloudbuild`,
  resource: { type: 'build', labels: { build_id: 'b1', build_trigger_id, project_id: PROJECT } },
  severity: 'INFO',
  textPayload,
});
