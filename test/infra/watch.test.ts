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
  expect(without).toHaveLength(whole.length - 1);
  expect(rules.triggersMayFetch({ resource_changes: without })).toEqual([
    'a build may not fetch projects/acme-passwords/locations/us-central1/connections/github/repositories/passwords',
  ]);
});
