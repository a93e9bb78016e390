import { type Plan, type Plans, plansOf } from '../../scripts/test-infra-plans';
import { changedForEver, NORMALISED } from './normalised-arguments';
import * as rules from './watch-rules';

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
});

const broken = (rule: (plan: Plan) => readonly string[]): readonly string[] =>
  [...plans].flatMap(([name, plan]) => rule(plan).map((each) => `${name}: ${each}`));

it.each([
  ['a plan of what is unchanged is empty: every argument comes back as written', changedForEver],
  ['each method that an alert looks for is written down', rules.guardedMethodsAreWrittenDown],
  ['no service loses an audit log', rules.auditLogsAreWhole],
  ['logs outlive backups', rules.logsOutliveBackups],
  ['a schedule that never worked is told', rules.everyScheduleIsWatched],
  ['what is new is waited for until Google knows it', rules.newThingsAreWaitedFor],
  ['images are cleaned up', rules.imagesAreCleanedUp],
  ['a build may fetch what was pushed', rules.triggersMayFetch],
])('%s, in every deployment', (_what, rule) => {
  expect(broken(rule)).toEqual([]);
});

it('the alert on strangers covers every way to the key and to a password', () => {
  expect(plans.get('defaults/keyless')).toBeDefined();
  expect(rules.guardedMethods(plans.get('defaults/keyless') ?? { resource_changes: [] })).toEqual([
    'AccessSecretVersion', // each of the two secrets
    'AccessSecretVersion',
    'Decrypt',
    'CreateServiceAccountKey',
    'UploadServiceAccountKey',
    'SignJwt',
    'SignBlob',
    'GenerateAccessToken',
    'GenerateIdToken',
  ]);
});

it('names a source for each argument that Google changes, and finds each in a plan', () => {
  const types = [...plans.values()].flatMap((plan) =>
    plan.resource_changes.map(({ type }) => type),
  );
  for (const { type, source } of NORMALISED) {
    expect(source).toMatch(/#\d+|^registry\.terraform\.io\//);
    expect(types).toContain(type);
  }
});

it('a build that may not fetch the pushed source is found', () => {
  const whole = plans.get('defaults/budget_and_push_trigger')?.resource_changes ?? [];
  const without = whole.filter(({ type }) => type !== 'google_cloudbuildv2_connection_iam_member');
  expect(without).toHaveLength(whole.length - 2);
  expect(rules.triggersMayFetch({ resource_changes: without })).toEqual([
    'pull-request-check may not fetch projects/acme-passwords/locations/us-central1/connections/github/repositories/passwords',
    'image-build may not fetch projects/acme-passwords/locations/us-central1/connections/github/repositories/passwords',
  ]);
});

it('the alert on gates looks at each address that is checked', () => {
  const plan = plans.get('defaults/watched_and_audited');
  const of = (type: string): string[] =>
    (plan?.resource_changes ?? [])
      .filter((each) => each.type === type)
      .map(({ change }) => JSON.stringify(change.after));
  const hosts = of('google_monitoring_uptime_check_config').map(
    (check) => /"host":"([^"]+)"/.exec(check)?.[1] ?? check,
  );
  expect(hosts).toHaveLength(3);
  const [alert = ''] = of('google_monitoring_alert_policy').filter((each) =>
    each.includes('uptime_check/check_passed'),
  );
  for (const host of hosts) expect(alert).toContain(`\\"${host}\\"`);
});
