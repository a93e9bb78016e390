import { readFileSync } from 'node:fs';
import { accessRows, accessTable, between, WHOLE } from '../../scripts/access-table';
import { type Plan, type Plans, plansOf } from '../../scripts/test-infra-plans';
import * as rules from './access-rules';
import { terraformSource } from './terraform-source';

const MDM = 'mdm@acme-mdm.iam.gserviceaccount.com';
const KIOSK = 'kiosk@acme-kiosk.iam.gserviceaccount.com';

/** Each deployment that the test files plan, and the callers that may call `passwords` in it. */
const DEPLOYMENTS: readonly (readonly [string, readonly string[]])[] = [
  ['defaults/defaults', [MDM]],
  ['defaults/several_mdm_callers', [MDM, KIOSK]],
  ['defaults/no_mdm_yet', []],
  ['defaults/keyless', [MDM]],
  ['defaults/self_service', [MDM]],
  ['defaults/paused', [MDM]],
  ['defaults/own_keys', [MDM]],
  ['defaults/budget_and_push_trigger', [MDM]],
  ['defaults/promoted', [MDM]],
  ['defaults/nothing_protected_any_more', [MDM]],
  ['defaults/watched_and_audited', [MDM]],
];

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
});

const planOf = (name: string): Plan => {
  const plan = plans.get(name);
  if (!plan) throw new Error(`No plan of ${name}; there are ${[...plans.keys()].join(', ')}.`);
  return plan;
};

describe.each(DEPLOYMENTS)('access in %s', (name, mdm) => {
  const broken = (rule: rules.Rule): readonly string[] => rule(planOf(name));

  it('admits no anonymous caller', () => {
    expect(broken(rules.nothingIsOpen)).toEqual([]);
  });
  it('has no owner, editor, viewer or administrator', () => {
    expect(broken(rules.noBroadRoles)).toEqual([]);
  });
  it('gives access to no secret, key or identity through the whole project', () => {
    expect(broken(rules.noProjectWideAccess)).toEqual([]);
  });
  it('removes no grant made by others', () => {
    expect(broken(rules.onlyAddsAccess)).toEqual([]);
  });
  it('lets only passwords, rotation-worker and self-service decrypt', () => {
    expect(broken(rules.onlyTheseDecrypt)).toEqual([]);
  });
  it('lets each function be called by exactly its callers', () => {
    expect(broken(rules.exactInvokers(...mdm))).toEqual([]);
  });
  it('keeps every secret out of the state', () => {
    expect(broken(rules.noSecretsInState)).toEqual([]);
  });
});

it('names no function as a caller before the first image', () => {
  const bindings = rules.bindings(planOf('defaults/before_the_first_image'));
  expect(bindings.filter(({ type }) => /cloud_run|iap_web/.test(type))).toEqual([]);
});

it('takes no secret through a variable', () => {
  expect(rules.noSecretVariables(terraformSource('infra'))).toEqual([]);
});

const FUNCTIONS = ['configuration', 'passwords', 'rotation', 'rotation-worker'];

const membersWith = (role: string, plan: string): string[] => {
  const members = rules
    .bindings(planOf(plan))
    .filter((binding) => binding.role === `roles/${role}`)
    .flatMap((binding) => binding.members.map(rules.shortName));
  return [...new Set(members)].toSorted();
};

it.each([
  ['read the key', 'secretmanager.secretAccessor', FUNCTIONS],
  ['add a key, put one away', 'secretmanager.secretVersionManager', ['configuration', 'rotation']],
  ['read and write the database', 'datastore.user', FUNCTIONS],
  ['publish events', 'pubsub.publisher', ['rotation', 'rotation-worker']],
  ['enqueue tasks', 'cloudtasks.enqueuer', ['rotation', 'rotation-worker']],
  [
    'name another account as their own',
    'iam.serviceAccountUser',
    ['image-build', 'rotation', 'rotation-worker'],
  ],
  ['make an identity token', 'iam.serviceAccountOpenIdTokenCreator', ['image-build']],
  ['sign as another account, without keyless', 'iam.serviceAccountTokenCreator', []],
])('who may %s', (_what, role, expected) => {
  expect(membersWith(role, 'defaults/defaults')).toEqual(expected);
});

it.each([
  ['read the key', 'secretmanager.secretAccessor', [...FUNCTIONS, 'self-service']],
  ['add a key, put one away', 'secretmanager.secretVersionManager', ['configuration', 'rotation']],
  ['read and write the database', 'datastore.user', [...FUNCTIONS, 'self-service']],
  ['publish events', 'pubsub.publisher', ['rotation', 'rotation-worker']],
  ['enqueue tasks', 'cloudtasks.enqueuer', ['rotation', 'rotation-worker']],
  [
    'name another account as their own',
    'iam.serviceAccountUser',
    ['image-build', 'rotation', 'rotation-worker'],
  ],
  ['make an identity token', 'iam.serviceAccountOpenIdTokenCreator', ['image-build']],
  [
    'sign as another account, keyless',
    'iam.serviceAccountTokenCreator',
    [...FUNCTIONS, 'self-service'],
  ],
])('with self-service, who may %s', (_what, role, expected) => {
  expect(membersWith(role, 'defaults/self_service')).toEqual(expected);
});

describe('the table of docs/access.md', () => {
  it('is the one generated from access.tf', () => {
    const page = readFileSync('docs/access.md', 'utf8');
    expect(between(page)).toBe(accessTable(plans));
  });

  it('has a row for each grant that Terraform makes, and no other', () => {
    for (const name of WHOLE) {
      const rows = accessRows(planOf(name)).map(({ name: row, role }) => `${row} ${role}`);
      const carriedOut = planOf(name)
        .resource_changes.filter(({ type }) => type.endsWith('_iam_member'))
        .map(
          ({ index, change }) =>
            `${String(index).split('/')[0] ?? ''} ${String(change.after?.['role'])}`,
        );
      expect([...new Set(carriedOut)].toSorted()).toEqual(rows.toSorted());
    }
  });

  it('gives a reason for each', () => {
    for (const row of accessRows(planOf('defaults/keyless'))) {
      expect(row.why).toMatch(/^[A-Z].{10,}[.]$/);
    }
  });
});
