import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_ORGANISATION, type GoogleState, type Policy, putGcloud } from './fake-gcloud';

// The messages of infra/preflight.sh about policies, addresses, logs, and names in a file that are not
// variables.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  for (const file of readdirSync('infra').filter((each) => /^(preflight|read)|\.tf$/.test(each))) {
    copyFileSync(join('infra', file), join(folder, file));
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const NEW = `project_id = "acme-passwords"
region = "europe-west1"
parent = "organizations/987654321098"
billing_account = "01AB23-CD45EF-67AB89"
system_management_members = ["ada@example.com"]
system_read_only_members = ["staff@example.com"]
mdm_service_accounts = ["mdm@acme-mdm.iam.gserviceaccount.com"]
`;
const ADOPTED = NEW.replace(/^parent.*/m, 'existing_project_number = "123456789012"');
const ACME = {
  number: '123456789012',
  billingEnabled: true,
  apis: ['cloudresourcemanager.googleapis.com', 'serviceusage.googleapis.com'],
};
const THERE: GoogleState = { ...EMPTY_ORGANISATION, projects: { 'acme-passwords': ACME } };
const PUSH = `push_trigger = {
  repository = "projects/p/locations/l/connections/c/repositories/r"
}
`;

function preflight(variables: string, state: GoogleState, ...args: string[]) {
  writeFileSync(join(folder, 'terraform.tfvars'), variables);
  putGcloud(folder, state);
  const { status, stdout, stderr } = spawnSync(join(folder, 'preflight.sh'), args, {
    env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return { status, lines: stdout.split('\n') };
}

const KEYLESS_PUSH = `${NEW}keyless = true
${PUSH}`;
const withPolicies = (policies: Record<string, Policy>): GoogleState => ({
  ...EMPTY_ORGANISATION,
  policies: { '987654321098': policies },
});

/** The message, and its remedy. */
type Said = readonly [said: string, remedy: string];

/** Each run checks all its rows at once, since a run asks gcloud about 20 times. */
const REFUSED: readonly (readonly [string, string, GoogleState, readonly Said[]])[] = [
  [
    'what policies deny, a group, and a log bucket elsewhere',
    KEYLESS_PUSH,
    {
      ...withPolicies({
        'gcp.resourceLocations': { denied: ['in:europe-west1-locations'] },
        'run.allowedIngress': { allowed: ['internal-and-cloud-load-balancing', 'internal'] },
        'gcp.restrictServiceUsage': {
          denied: [
            'admin.googleapis.com',
            'iap.googleapis.com',
            'billingbudgets.googleapis.com',
            'compute.googleapis.com',
          ],
        },
        'cloudbuild.allowedIntegrations': { denyAll: true },
      }),
      groups: ['staff@example.com'],
      logStorage: 'europe-west3',
    },
    [
      [
        'A policy forbids the region europe-west1 (gcp.resourceLocations).',
        'Choose one that it allows.',
      ],
      [
        'A policy forbids calls to Cloud Run from outside (run.allowedIngress).',
        'Have it allow "all" and "internal" in this project',
      ],
      [
        'A policy forbids services that are used (gcp.restrictServiceUsage): iap.googleapis.com admin.googleapis.com.',
        'Have them allowed in this project.',
      ],
      [
        'A policy lets no repository start builds (cloudbuild.allowedIntegrations).',
        'omit push_trigger',
      ],
      ['staff@example.com is a group.', 'Name its people, one by one'],
      [
        'Your organisation keeps the logs of new projects in europe-west3.',
        'Set log_location = "europe-west3".',
      ],
    ],
  ],
  [
    'a region that a policy does not list, and a project of which nobody could be asked',
    NEW,
    {
      ...withPolicies({
        'gcp.resourceLocations': { allowed: ['europe-west3', 'in:europe-west3-locations'] },
      }),
      projectsHidden: 'ERROR: Network is unreachable',
    },
    [
      [
        'A policy forbids the region europe-west1 (gcp.resourceLocations).',
        'Choose one that it allows: europe-west3, in:europe-west3-locations.',
      ],
      [
        'gcloud cannot say whether there is a project acme-passwords.',
        'It says: ERROR: Network is unreachable',
      ],
    ],
  ],
  [
    'logs that would be kept shorter than now, what is no variable, and an image that would win',
    `${ADOPTED}mdm_service_account = ["mdm@acme-mdm.iam.gserviceaccount.com"]\nimage = "none"\n`,
    { ...THERE, logBucket: { days: 365 } },
    [
      [
        'The project keeps its logs for 365 days; this deployment would keep them for 100.',
        'Set log_retention_days = 365.',
      ],
      [
        'infra/terraform.tfvars sets mdm_service_account, which is not a variable.',
        'mdm_service_accounts',
      ],
      ['infra/terraform.tfvars sets image.', 'Remove it'],
    ],
  ],
  [
    'logs that cannot be kept longer',
    ADOPTED,
    { ...THERE, logBucket: { days: 30, locked: true } },
    [
      [
        "The project's logs are locked at 30 days.",
        'Set log_retention_days = 30, and backup_retention_days to less.',
      ],
    ],
  ],
];

const LEFT_TO_A_PERSON: readonly (readonly [string, string, GoogleState, readonly Said[]])[] = [
  [
    'groups of regions, customers and hosts that a policy allows',
    KEYLESS_PUSH,
    withPolicies({
      'gcp.resourceLocations': { allowed: ['in:eu-locations'] },
      'iam.allowedPolicyMemberDomains': { allowed: ['C0abc123'] },
      'cloudbuild.allowedIntegrations': { allowed: ['github.com'] },
      'run.allowedIngress': { allowed: ['is:all', 'internal'] },
    }),
    [
      [
        'A policy allows only in:eu-locations (gcp.resourceLocations).',
        'Check that europe-west1 is among them.',
      ],
      [
        'A policy gives access only to C0abc123 (iam.allowedPolicyMemberDomains).',
        'ada@example.com staff@example.com mdm@acme-mdm.iam.gserviceaccount.com',
      ],
      [
        'A policy lets only github.com start builds (cloudbuild.allowedIntegrations).',
        'the host of your repository',
      ],
    ],
  ],
  [
    'policies that cannot be seen',
    KEYLESS_PUSH,
    { ...EMPTY_ORGANISATION, policiesHidden: true },
    [
      [
        'You may not see these policies: gcp.resourceLocations run.allowedIngress gcp.restrictServiceUsage iam.allowedPolicyMemberDomains cloudbuild.allowedIntegrations (that takes the role Organization Policy Viewer).',
        'docs/deploy.md, "If it stops"',
      ],
    ],
  ],
  [
    'what an adopted project has in the audit log, and a log bucket that is not where it is thought to be',
    ADOPTED,
    {
      ...THERE,
      audit: [['iam.googleapis.com', 'ADMIN_READ', 'user:eve@example.com']],
      logBucket: { days: 30, at: 'elsewhere' },
    },
    [
      [
        'The project has ADMIN_READ on for iam.googleapis.com, except for user:eve@example.com.',
        'the audit log of this service complete',
      ],
      [
        "You may not see the project's log bucket, or it is not in global.",
        'gcloud logging buckets list --project=acme-passwords',
      ],
    ],
  ],
];

/** The lines with this prefix, each with the line after it. */
const told = (lines: readonly string[], mark: string): readonly Said[] =>
  lines.flatMap((line, at) =>
    line.startsWith(mark) ? [[line.slice(6), lines[at + 1] ?? ''] as const] : [],
  );

const expected = (said: readonly Said[]): unknown =>
  said
    .map(([what, remedy]) => [what, expect.stringContaining(remedy) as unknown])
    .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
const sorted = (said: readonly Said[]): readonly Said[] =>
  said.toSorted(([a], [b]) => a.localeCompare(b));

it.each(REFUSED)('refuses %s, and says what to do', (_what, variables, state, said) => {
  const { status, lines } = preflight(variables, state);
  expect(sorted(told(lines, 'FAIL'))).toEqual(expected(said));
  expect(status).toBe(1);
});

it.each(LEFT_TO_A_PERSON)('shows %s, and fails for nothing', (_what, variables, state, said) => {
  const { status, lines } = preflight(variables, state);
  expect(sorted(told(lines, '?'))).toEqual(expected(said));
  expect(told(lines, 'FAIL')).toEqual([]);
  expect(status).toBe(0);
});

it.each([
  ['a region by itself, of services of a choice', ['europe-west1'], ['admin.googleapis.com']],
  [
    'a region as a group, of other services',
    ['in:europe-west1-locations'],
    ['compute.googleapis.com'],
  ],
])('accepts policies of %s', (_what, allowed, denied) => {
  const policies = {
    'gcp.resourceLocations': { allowed },
    'gcp.restrictServiceUsage': { denied },
  };
  const { status, lines } = preflight(NEW, withPolicies(policies));
  expect([...told(lines, 'FAIL'), ...told(lines, '?')]).toEqual([]);
  expect(status).toBe(0);
});

it('checks only the file, without asking Google, if requested', () => {
  expect(preflight(NEW, {}, '--variables')).toEqual({ status: 0, lines: [''] });
  expect(preflight(`${NEW}regoin = "x"\n`, {}, '--variables').status).toBe(1);
});
