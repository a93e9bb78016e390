import { z } from 'zod';
import { type Plan } from '../../scripts/test-infra-plans';
import { type Rule } from './access-rules';

// What people must be told about, and what must be logged for that.

/** The logs that Google always writes, and those that it writes only where they are enabled for a service. */
type LogType = 'ADMIN_READ' | 'ADMIN_WRITE' | 'DATA_READ' | 'DATA_WRITE';

/**
 * Each method that an alert looks for, with the log that it is written to and the service for which that log
 * must be enabled (ADMIN_WRITE is always on). Sources:
 * docs.cloud.google.com/secret-manager/docs/audit-logging, /kms/docs/audit-logging, /iam/docs/audit-logging
 * and /iam/docs/audit-logging/audit-logging-iamcreds.
 */
const WRITTEN_AS: Readonly<Record<string, readonly [LogType, string]>> = {
  AccessSecretVersion: ['DATA_READ', 'secretmanager.googleapis.com'],
  Decrypt: ['DATA_READ', 'cloudkms.googleapis.com'],
  CreateServiceAccountKey: ['ADMIN_WRITE', 'iam.googleapis.com'],
  UploadServiceAccountKey: ['ADMIN_WRITE', 'iam.googleapis.com'],
  SignJwt: ['ADMIN_READ', 'iam.googleapis.com'],
  SignBlob: ['ADMIN_READ', 'iam.googleapis.com'],
  GenerateAccessToken: ['ADMIN_READ', 'iam.googleapis.com'],
  GenerateIdToken: ['ADMIN_READ', 'iam.googleapis.com'],
};

const after = (plan: Plan, type: string): readonly Record<string, unknown>[] =>
  plan.resource_changes
    .filter((each) => each.type === type)
    .flatMap(({ change }) => (change.after ? [change.after] : []));

const AuditConfig = z.object({
  service: z.string(),
  audit_log_config: z.array(z.object({ log_type: z.string() })),
});

/** Each method that an audit log alert looks for is written to an enabled log. */
export const guardedMethodsAreWrittenDown: Rule = (plan) => {
  const on = after(plan, 'google_project_iam_audit_config').flatMap((config) => {
    const { service, audit_log_config } = AuditConfig.parse(config);
    return audit_log_config.map(({ log_type }) => `${log_type} ${service}`);
  });
  return guardedMethods(plan).flatMap((method) => {
    const [type, service] = WRITTEN_AS[method] ?? [];
    if (type === undefined) return [`no test knows which log ${method} is written to`];
    const written = type === 'ADMIN_WRITE' || on.includes(`${type} ${service ?? ''}`);
    return written ? [] : [`${method} is not written down: ${type} of ${service ?? ''} is off`];
  });
};

/** The methods in the filters of audit log alerts. */
export function guardedMethods(plan: Plan): readonly string[] {
  const policies = JSON.stringify(after(plan, 'google_monitoring_alert_policy'));
  const named = [...policies.matchAll(/protoPayload\.methodName=~\\+"\(?([\w|]+)\)?\$/g)];
  return named.flatMap(([, methods = '']) => methods.split('|'));
}

/** An audit log configuration replaces the project's earlier one. With all three types nothing is lost. */
export const auditLogsAreWhole: Rule = (plan) =>
  after(plan, 'google_project_iam_audit_config').flatMap((config) => {
    const { service, audit_log_config } = AuditConfig.parse(config);
    const types = audit_log_config.map(({ log_type }) => log_type);
    return ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE']
      .filter((type) => !types.includes(type))
      .map((type) => `${service} loses ${type}`);
  });

/** A restore reads what happened since the backup from the log. */
export const logsOutliveBackups: Rule = (plan) => {
  const [bucket] = after(plan, 'google_logging_project_bucket_config');
  const kept = Number(bucket?.['retention_days'] ?? 30);
  return after(plan, 'google_firestore_backup_schedule')
    .map(({ retention }) => Number.parseInt(String(retention), 10) / 86_400)
    .filter((days) => days >= kept)
    .map((days) => `a backup lives ${days} days, the log of what happened since ${kept}`);
};

const Threshold = z.object({
  conditions: z.array(
    z.object({
      condition_threshold: z.array(z.object({ filter: z.string(), threshold_value: z.number() })),
    }),
  ),
});
const JobMetric = z.object({ name: z.string(), filter: z.string() });

/** An absence of ticks is noticed only after a first tick, so an alert counts failed attempts too. */
export const everyScheduleIsWatched: Rule = (plan) => {
  const metrics = after(plan, 'google_logging_metric').map((each) => JobMetric.parse(each));
  const thresholds = after(plan, 'google_monitoring_alert_policy').flatMap(({ conditions }) =>
    Threshold.parse({ conditions }).conditions.flatMap((each) => each.condition_threshold),
  );
  return after(plan, 'google_cloud_scheduler_job').flatMap(({ name }) => {
    const counted = metrics.filter(
      ({ filter }) =>
        filter.includes('resource.type="cloud_scheduler_job"') &&
        filter.includes(`resource.labels.job_id="${String(name)}"`) &&
        filter.includes('severity>=ERROR'),
    );
    const watched = counted.some((metric) =>
      thresholds.some(({ filter }) => filter.includes(`/user/${metric.name}"`)),
    );
    return watched ? [] : [`nobody is told when the calls of ${String(name)} fail from the start`];
  });
};

const Wait = z.object({
  create_duration: z.string(),
  triggers: z.record(z.string(), z.string()).nullish(),
});

/**
 * A new metric is visible after 10 minutes and a new account after one. Each addition needs a wait as well.
 */
export const newThingsAreWaitedFor: Rule = (plan) =>
  [
    { name: 'metrics_known', type: 'google_logging_metric', label: 'name', seconds: 600 },
    { name: 'identities_known', type: 'google_service_account', label: 'account_id', seconds: 60 },
  ].flatMap(({ name, type, label, seconds }) => {
    const sleep = plan.resource_changes.find((each) => each.address === `time_sleep.${name}`);
    const { create_duration, triggers } = Wait.parse(sleep?.change.after);
    const waitedFor = Object.values(triggers ?? {}).flatMap((value) => value.split(' '));
    return [
      ...(Number.parseInt(create_duration, 10) < seconds
        ? [`${name} waits ${create_duration} instead of ${seconds}s`]
        : []),
      ...after(plan, type)
        .map((each) => String(each[label]))
        .filter((each) => !waitedFor.includes(each))
        .map((each) => `${name} does not wait when ${each} is added`),
    ];
  });

const Repository = z.object({
  repository_id: z.string(),
  cleanup_policies: z.array(z.unknown()),
  docker_config: z.array(z.object({ immutable_tags: z.boolean().nullish() })),
});

/** A repository with immutable tags does not allow deletion of tagged images, so none would be cleaned up. */
export const imagesAreCleanedUp: Rule = (plan) =>
  after(plan, 'google_artifact_registry_repository')
    .map((each) => Repository.parse(each))
    .filter(
      ({ cleanup_policies, docker_config }) =>
        cleanup_policies.length === 0 || docker_config.some((each) => each.immutable_tags),
    )
    .map(({ repository_id }) => `images of ${repository_id} are never cleaned up`);

const Source = z.array(z.object({ repository: z.string() })).default([]);
const Trigger = z.object({
  repository_event_config: Source,
  source_to_build: Source,
  // Known in a plan only where it is written by its address; else it is the account that deploys.
  service_account: z
    .string()
    .default('image-build')
    .transform((account) => account.replace(/^.*\/|@.*$/g, '')),
});
const Connection = z.object({
  location: z.string(),
  name: z.string(),
  role: z.string(),
  member: z.string(),
});

/**
 * A build with its own account can fetch from a 2nd-gen connection only with this role
 * (docs.cloud.google.com/build/docs/iam-roles-permissions: cloudbuild.repositories.accessReadToken).
 */
export const triggersMayFetch: Rule = (plan) => {
  const readable = after(plan, 'google_cloudbuildv2_connection_iam_member')
    .map((each) => Connection.parse(each))
    .filter(({ role }) => role === 'roles/cloudbuild.readTokenAccessor');
  return after(plan, 'google_cloudbuild_trigger').flatMap((each) => {
    const { service_account, repository_event_config, source_to_build } = Trigger.parse(each);
    return [...repository_event_config, ...source_to_build]
      .filter(
        ({ repository }) =>
          !readable.some(
            ({ location, name, member }) =>
              repository.includes(`/locations/${location}/connections/${name}/`) &&
              member.startsWith(`serviceAccount:${service_account}@`),
          ),
      )
      .map(({ repository }) => `${service_account} may not fetch ${repository}`);
  });
};
