import { type Plan } from '../../scripts/test-infra-plans';
import * as access from './access-rules';
import { type Change } from './copy-of-infra';
import { changedForEver } from './normalised-arguments';
import * as watch from './watch-rules';

/** The fault, the check that must find it, and the message of that check. */
type Fault = {
  readonly what: string;
  readonly planted: readonly Change[];
  readonly check: (plan: Plan, source: string) => readonly string[];
  readonly found: readonly string[];
};

const KEEPS_NOT = 'dashboard_json is to be without zeros, empty lists and other defaults';
const GRANT = 'google_cloud_run_v2_service_iam_member.grant';

export const FAULTS: readonly Fault[] = [
  {
    what: 'a function that is open to allUsers',
    planted: [
      [
        'access-bindings.tf',
        '{ for email in var.mdm_service_accounts : "/${email}" => "serviceAccount:${email}" }',
        '{ "" = "allUsers" }',
      ],
    ],
    check: (plan) => [
      ...access.nothingIsOpen(plan),
      ...access.exactInvokers('mdm@acme-mdm.iam.gserviceaccount.com')(plan),
    ],
    found: [
      `${GRANT}["mdm-calls-passwords"] is open to allUsers`,
      'allUsers may call passwords; it should not',
    ],
  },
  {
    what: 'the role editor',
    planted: [['access.tf', 'roles/run.developer', 'roles/editor']],
    check: (plan) => [...access.noBroadRoles(plan), ...access.noProjectWideAccess(plan)],
    found: [
      'google_project_iam_member.grant["build-deploy"] gives the broad role roles/editor',
      'google_project_iam_member.grant["build-deploy"] gives roles/editor on the whole project',
    ],
  },
  {
    what: 'an invoker that is missing',
    planted: [
      [
        'access.tf',
        'who = "rotation-tasks", on = "function:rotation-worker"',
        'who = "nobody", on = "function:rotation-worker"',
      ],
      ['access-bindings.tf', '      iap        = {', '      nobody     = {}\n      iap        = {'],
    ],
    check: access.exactInvokers('mdm@acme-mdm.iam.gserviceaccount.com'),
    found: ['of those who may call rotation-worker, rotation-tasks is missing'],
  },
  {
    what: 'a secret in a variable',
    planted: [
      [
        'key.tf',
        '',
        `variable "service_account_key" {
  type    = string
  default = "{}"
}

resource "google_secret_manager_secret_version" "key" {
  secret      = google_secret_manager_secret.secret["service-account-key"].id
  secret_data = var.service_account_key
}
`,
      ],
    ],
    check: (plan, source) => [
      ...access.noSecretVariables(source),
      ...access.noSecretsInState(plan),
    ],
    found: [
      'variable service_account_key takes a secret; the page does, and nothing else',
      "google_secret_manager_secret_version.key puts a secret into Terraform's state",
    ],
  },
  {
    what: 'a rotation that may decrypt',
    planted: [
      [
        'access.tf',
        'who = "rotation", on = "topic:password-events", role = "roles/pubsub.publisher"',
        'who = "rotation", on = "kms:passwords", role = "roles/cloudkms.cryptoKeyDecrypter"',
      ],
    ],
    check: access.onlyTheseDecrypt,
    found: ['rotation may decrypt passwords; it should not'],
  },
  {
    what: 'the key of the whole project',
    planted: [
      [
        'access.tf',
        'who = "rotation", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"',
        'who = "rotation", on = "project", role = "roles/secretmanager.secretAccessor"',
      ],
    ],
    check: access.noProjectWideAccess,
    found: [
      'google_project_iam_member.grant["rotation-key-read"] gives roles/secretmanager.secretAccessor on the whole project',
    ],
  },
  {
    what: 'zeros and empty lists in the dashboard',
    planted: [
      ['dashboard.tf', ' : name => at if at != 0 }', ' : name => at }'],
      ['dashboard.tf', ' : name => by if length(by) > 0 }', ' : name => by }'],
    ],
    check: changedForEver,
    found: [`google_monitoring_dashboard.overview: ${KEEPS_NOT}`],
  },
  {
    what: 'a distribution without buckets',
    planted: [
      [
        'metrics.tf',
        `  bucket_options {
    exponential_buckets {
      num_finite_buckets = 20
      growth_factor      = 2
      scale              = 1
    }
  }
`,
        '',
      ],
    ],
    check: changedForEver,
    found: ['overdue-accounts', 'parked-accounts', 'failed-rotations'].map(
      (name) =>
        `google_logging_metric.value["${name}"]: bucket_options is to be given where the value is a distribution`,
    ),
  },
  {
    what: 'other arguments that Google changes',
    planted: [
      ['build.tf', 'older_than = "2592000s"', 'older_than = "30d"'],
      [
        'functions.tf',
        '    scaling {\n      max',
        '    scaling {\n      min_instance_count = 0\n      max',
      ],
      ['functions.tf', 'cpu = "1", memory = "256Mi"', 'memory = "256Mi"'],
      ['schedule.tf', 'attempt_deadline = "320s"', 'attempt_deadline = "180s"'],
      ['schedule.tf', '{ "Content-Type" = ', '{ "User-Agent" = "us", "Content-Type" = '],
      [
        'variables-people.tf',
        '[for email in var.system_read_only_members : lower(email)])\n}',
        '[for email in var.system_read_only_members : upper(email)])\n}',
      ],
      ['events.tf', 'name    = "password-events"', 'name    = "{}"'],
    ],
    check: changedForEver,
    found: [
      'google_artifact_registry_repository.functions: cleanup_policies.condition.older_than is to be whole seconds, such as 3600s',
      'google_cloud_run_v2_service.function["passwords"]: template.scaling.min_instance_count is to be not 0, which Google leaves out there',
      'google_cloud_run_v2_service.function["passwords"]: template.containers.resources.limits is to be processor and memory both',
      'google_cloud_scheduler_job.rotation: attempt_deadline is to be another than the default of 180s, which comes back as 0s',
      'google_cloud_scheduler_job.rotation: http_target.headers is to be without headers that Cloud Scheduler sets itself',
      'google_iap_web_cloud_run_service_iam_member.grant["read-only-opens-the-page/BOB@EXAMPLE.COM"]: member is to be in small letters',
      'google_pubsub_topic.password_events: name is JSON, and no row says in which form it comes back',
    ],
  },
  {
    what: 'an alert on what nobody writes down',
    planted: [['audit.tf', '["ADMIN_READ", "DATA_READ", "DATA_WRITE"]', '["DATA_READ"]']],
    check: (plan) => [
      ...watch.guardedMethodsAreWrittenDown(plan),
      ...watch.auditLogsAreWhole(plan),
    ],
    found: [
      'SignJwt is not written down: ADMIN_READ of iam.googleapis.com is off',
      'iam.googleapis.com loses ADMIN_READ',
      'secretmanager.googleapis.com loses DATA_WRITE',
    ],
  },
  {
    what: 'a log that is forgotten before the backup',
    planted: [['audit.tf', 'retention_days = var.log_retention_days', 'retention_days = 14']],
    check: watch.logsOutliveBackups,
    found: ['a backup lives 14 days, the log of what happened since 14'],
  },
  {
    what: 'a schedule of which nobody is told',
    planted: [['alerts.tf', 'metric  = "failed-ticks"', 'metric  = "rotation-runs"']],
    check: watch.everyScheduleIsWatched,
    found: ['nobody is told when the calls of rotation fail from the start'],
  },
  {
    what: 'an alert before its metric is known',
    planted: [
      ['metrics.tf', 'create_duration = "600s"', 'create_duration = "60s"'],
      ['metrics.tf', 'concat(keys(local.counts), ', 'concat(["problems"], '],
      [
        'identities.tf',
        '  triggers        = { accounts = join(" ", keys(local.service_accounts)) }\n',
        '',
      ],
    ],
    check: watch.newThingsAreWaitedFor,
    found: [
      'metrics_known waits 60s instead of 600s',
      'metrics_known does not wait when rotation-runs is added',
      'identities_known does not wait when passwords is added',
    ],
  },
  {
    what: 'images that are kept for ever',
    planted: [['build.tf', 'immutable_tags = false', 'immutable_tags = true']],
    check: watch.imagesAreCleanedUp,
    found: ['images of functions are never cleaned up'],
  },
];
