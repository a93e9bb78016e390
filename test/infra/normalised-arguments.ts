import { type Plan } from '../../scripts/test-infra-plans';

/**
 * An argument that Google returns in another form, or fills in if it is absent. Every later plan would want
 * to change it back, and the gate before a build's apply would stop each push.
 */
export type Normalised = {
  readonly type: string;
  /** The path through blocks: `template.scaling.min_instance_count`. */
  readonly argument: string;
  /** How to write it so that Google returns it unchanged. */
  readonly rule: string;
  readonly keeps: (value: unknown) => boolean;
  /** The resources that this applies to. Absent: all. */
  readonly where?: (after: unknown) => boolean;
  /** The source of this knowledge. */
  readonly source: string;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);
const named = (value: unknown): readonly string[] => Object.keys(value ?? {});
const given = (value: unknown): boolean => list(value).length > 0;

/**
 * True if it contains nothing that Google's JSON omits: no zero, no empty list, object or text, no `false`.
 */
function holdsNoDefault(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(holdsNoDefault);
  if (typeof value !== 'object' || value === null) return Boolean(value);
  return Object.keys(value).length > 0 && Object.values(value).every(holdsNoDefault);
}

const SECONDS = 'whole seconds, such as 3600s';
const inSeconds = (value: unknown): boolean => /^\d+s$/.test(text(value));

/** Each with the source where it was observed. An argument that keeps its form needs no row. */
export const NORMALISED: readonly Normalised[] = [
  {
    type: 'google_monitoring_dashboard',
    argument: 'dashboard_json',
    rule: 'without zeros, empty lists and other defaults',
    keeps: (value) => holdsNoDefault(JSON.parse(text(value))),
    source: 'hashicorp/terraform-provider-google#16173, GoogleCloudPlatform/magic-modules#18515',
  },
  {
    type: 'google_logging_metric',
    argument: 'bucket_options',
    rule: 'given where the value is a distribution',
    keeps: given,
    where: (after) => at(after, ['metric_descriptor', 'value_type']).includes('DISTRIBUTION'),
    source:
      'registry.terraform.io/providers/hashicorp/google/latest/docs/resources/logging_metric: required for DISTRIBUTION',
  },
  {
    type: 'google_artifact_registry_repository',
    argument: 'cleanup_policies.condition.older_than',
    rule: SECONDS,
    keeps: inSeconds,
    source: 'e2b-dev/infra#2738 (90d comes back as 7776000s, and replaces the repository)',
  },
  {
    type: 'google_cloud_run_v2_service',
    argument: 'scaling',
    rule: 'given, since Google fills it with zeros',
    keeps: given,
    source:
      'CloudSecurityOfficeHours/csoh.org#665, GoogleCloudPlatform/terraform-dynamic-python-webapp#433',
  },
  {
    type: 'google_cloud_run_v2_service',
    argument: 'template.scaling.min_instance_count',
    rule: 'not 0, which Google leaves out there',
    keeps: (value) => value !== 0,
    source: 'hashicorp/terraform-provider-google#25457, GoogleCloudPlatform/magic-modules#14971',
  },
  {
    type: 'google_cloud_run_v2_service',
    argument: 'template.containers.resources.limits',
    rule: 'processor and memory both',
    keeps: (value) => ['cpu', 'memory'].every((each) => named(value).includes(each)),
    source: 'hashicorp/terraform-provider-google#20399',
  },
  {
    type: 'google_cloud_scheduler_job',
    argument: 'attempt_deadline',
    rule: 'another than the default of 180s, which comes back as 0s',
    keeps: (value) => inSeconds(value) && value !== '180s',
    source: 'hashicorp/terraform-provider-google#24894',
  },
  {
    type: 'google_cloud_scheduler_job',
    argument: 'http_target.headers',
    rule: 'without headers that Cloud Scheduler sets itself',
    keeps: (value) => !named(value).some((each) => /^(user-agent|authorization)$/i.test(each)),
    source: 'hashicorp/terraform#30583, GoogleCloudPlatform/magic-modules#17074',
  },
  {
    type: 'google_billing_budget',
    argument: 'budget_filter.projects',
    rule: 'projects by number',
    keeps: (value) => list(value).every((each) => /^projects\/\d+$/.test(each)),
    source: 'GoogleCloudPlatform/cloud-foundation-fabric#2365',
  },
];

/** Arguments that are JSON texts, and so may come back in another form. Each has its own row above. */
const JSON_ARGUMENTS = NORMALISED.filter(({ argument }) => argument.endsWith('_json')).map(
  ({ type, argument }) => `${type} ${argument}`,
);

/**
 * The values at a path. For lists it returns the values of each element, since blocks are lists. A path that
 * ends at a list returns the list.
 */
function at(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((each) => at(each, [name, ...rest]));
  const next = (value as Record<string, unknown> | null | undefined)?.[name];
  return next === undefined || next === null ? [] : at(next, rest);
}

/** Google returns the member of a grant in lower case (hashicorp/terraform-provider-google#5646). */
function isShouted(type: string, member: string): boolean {
  const address = member.replace(/^\w+:/, '');
  return type.endsWith('_iam_member') && address !== address.toLowerCase();
}

/** Every argument of a plan that a later plan would change back. Empty if all keep their form. */
export function changedForEver(plan: Plan): readonly string[] {
  return plan.resource_changes.flatMap(({ address, type, change: { after } }) => [
    ...NORMALISED.filter((row) => row.type === type && (row.where?.(after) ?? true)).flatMap(
      ({ argument, rule, keeps }) =>
        at(after, argument.split('.')).flatMap((value) =>
          keeps(value) ? [] : [`${address}: ${argument} is to be ${rule}`],
        ),
    ),
    ...(isShouted(type, text(after?.['member']))
      ? [`${address}: member is to be in small letters`]
      : []),
    ...Object.entries(after ?? {})
      .filter(([name, value]) => isJson(value) && !JSON_ARGUMENTS.includes(`${type} ${name}`))
      .map(([name]) => `${address}: ${name} is JSON, and no row says in which form it comes back`),
  ]);
}

function isJson(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
