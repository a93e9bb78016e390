import { type Plan, type ResourceChange } from '../../scripts/test-infra-plans';

/** One grant in the plan: who gets which role on what. */
export type Binding = {
  readonly address: string;
  readonly type: string;
  readonly role: string;
  readonly members: readonly string[];
  /** The name of the function, bucket, queue and so on; empty if there is none. */
  readonly target: string;
};

const IAM = /^google_(.+)_iam_(member|binding|policy)$/;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

/** Everything in the plan that gives access. */
export function bindings(plan: Plan): readonly Binding[] {
  return live(plan)
    .filter(({ type }) => IAM.test(type))
    .map(({ address, type, change }) => {
      const after = change.after ?? {};
      return {
        address,
        type,
        role: text(after['role']),
        members: [text(after['member']), ...list(after['members'])].filter((each) => each !== ''),
        target: text(after['name'] ?? after['cloud_run_service_name'] ?? after['bucket']),
      };
    });
}

/** The resources that exist after the plan. */
const live = (plan: Plan): readonly ResourceChange[] =>
  plan.resource_changes.filter(({ change }) => change.after !== null);

/** The short name of one of our service accounts; the whole address of any other member. */
export const shortName = (member: string): string =>
  member.replace(/^serviceAccount:/, '').replace(/@acme-passwords\.iam\.gserviceaccount\.com$/, '');

/** A rule returns one sentence for each violation. Empty if it holds. */
export type Rule = (plan: Plan) => readonly string[];

const BEHIND_IAP = ['configuration', 'self-service'];

/** Nothing is open to everybody, and no setting turns a gate off. */
export const nothingIsOpen: Rule = (plan) => [
  ...bindings(plan)
    .filter(({ members }) => members.some((each) => /^all(Authenticated)?Users$/.test(each)))
    .map(({ address, members }) => `${address} is open to ${members.join(', ')}`),
  ...services(plan)
    .filter(({ change }) => change.after?.['invoker_iam_disabled'] === true)
    .map(({ address }) => `${address} asks nobody who is calling`),
  ...services(plan)
    .filter(
      ({ change }) =>
        BEHIND_IAP.includes(text(change.after?.['name'])) !==
        (change.after?.['iap_enabled'] === true),
    )
    .map(({ address }) => `${address} has Identity-Aware Proxy where it should not, or lacks it`),
];

/** No role with full access, and no administrative role. */
export const noBroadRoles: Rule = (plan) =>
  bindings(plan)
    .filter(({ role }) => /^roles\/(owner|editor|viewer)$|admin/i.test(role))
    .map(({ address, role }) => `${address} gives the broad role ${role}`);

/** The roles that may be granted on the whole project. Every other role is granted on one resource. */
const PROJECT_ROLES = [
  'roles/containeranalysis.occurrences.viewer',
  'roles/serviceusage.serviceUsageViewer',
  'roles/datastore.user',
  'roles/logging.logWriter',
  'roles/run.developer',
];

/**
 * No secret, key or identity can be used through a grant on the whole project, and the database only by
 * condition.
 */
export const noProjectWideAccess: Rule = (plan) =>
  live(plan)
    .filter(({ type }) =>
      /^google_(project|folder|organization)_iam_(member|binding|policy)$/.test(type),
    )
    .filter(({ change }) => {
      const role = text(change.after?.['role']);
      const narrowed = JSON.stringify(change.after?.['condition'] ?? []).includes(
        'resource.name ==',
      );
      return !PROJECT_ROLES.includes(role) || (role === 'roles/datastore.user' && !narrowed);
    })
    .map(
      ({ address, change }) =>
        `${address} gives ${text(change.after?.['role'])} on the whole project`,
    );

/** A binding or a policy would remove grants made by others; members only add. */
export const onlyAddsAccess: Rule = (plan) =>
  live(plan)
    .filter(({ type }) => /_iam_(binding|policy)$/.test(type))
    .map(({ address }) => `${address} takes away grants that are not in it`);

/** Only the functions that give passwords or set them may decrypt one. */
export const onlyTheseDecrypt: Rule = (plan) => {
  const readers = live(plan)
    .filter(
      ({ type, address }) =>
        /_kms_(crypto_key|key_ring)_iam_/.test(type) && !address.includes('-data-key'),
    )
    .filter(({ change }) => !text(change.after?.['role']).endsWith('cryptoKeyEncrypter'))
    .map(({ change }) => shortName(text(change.after?.['member'])));
  return difference('may decrypt passwords', readers, [
    'passwords',
    'rotation-worker',
    ...selfServiceIn(plan),
  ]);
};

const IAP = 'service-123456789012@gcp-sa-iap.iam.gserviceaccount.com';

/** The name of the function for people, in a deployment that has it. */
const selfServiceIn = (plan: Plan): readonly string[] =>
  services(plan)
    .map(({ change }) => text(change.after?.['name']))
    .filter((name) => name === 'self-service');

/** The invokers of each function, in a deployment with these MDM accounts. */
export const exactInvokers =
  (...mdm: readonly string[]): Rule =>
  (plan) => {
    const expected: Record<string, readonly string[]> = {
      configuration: [IAP],
      ...Object.fromEntries(selfServiceIn(plan).map((name) => [name, [IAP]])),
      passwords: mdm,
      rotation: ['configuration', 'rotation-scheduler'],
      'rotation-worker': ['rotation-tasks'],
    };
    const given = bindings(plan).filter(({ type }) =>
      type.startsWith('google_cloud_run_v2_service_iam_'),
    );
    return [
      ...given
        .filter(({ role }) => role !== 'roles/run.invoker')
        .map(({ address, role }) => `${address} gives ${role} on a function`),
      ...Object.entries(expected).flatMap(([name, callers]) =>
        difference(
          `may call ${name}`,
          given
            .filter(({ target }) => target === name)
            .flatMap(({ members }) => members.map(shortName)),
          callers,
        ),
      ),
    ];
  };

/** No key and no password goes through Terraform: many people can read its state file. */
export const noSecretsInState: Rule = (plan) =>
  live(plan)
    .filter(({ type }) =>
      /^google_(secret_manager_secret_version|service_account_key|kms_secret_ciphertext)$/.test(
        type,
      ),
    )
    .map(({ address }) => `${address} puts a secret into Terraform's state`);

/** The same for variables, by name or by `sensitive` mark. `source` is the text of all .tf files. */
export function noSecretVariables(source: string): readonly string[] {
  const declared = source.matchAll(/^variable "([^"]+)" \{\n([\s\S]*?)^\}/gm);
  return [...declared].flatMap(([, name = '', body = '']) =>
    /(^|_)(password|passwords|secret|token|credentials?|private_key|key_json|account_key)$/.test(
      name,
    ) || /^\s*(sensitive|ephemeral)\s*=\s*true/m.test(body)
      ? [`variable ${name} takes a secret; the page does, and nothing else`]
      : [],
  );
}

const services = (plan: Plan): readonly ResourceChange[] =>
  live(plan).filter(({ type }) => type === 'google_cloud_run_v2_service');

function difference(may: string, given: readonly string[], wanted: readonly string[]): string[] {
  return [
    ...given
      .filter((each) => !wanted.includes(each))
      .map((each) => `${each} ${may}; it should not`),
    ...wanted
      .filter((each) => !given.includes(each))
      .map((each) => `of those who ${may}, ${each} is missing`),
  ];
}
