import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_ORGANISATION, type GoogleState, putGcloud } from './fake-gcloud';

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
region          = "europe-west1"
system_management_members = [
  "ada@example.com", # the first
  "bob@example.com",
]
parent          = "organizations/987654321098" # the organisation
billing_account = "01AB23-CD45EF-67AB89"
`;
const ADOPTED = `project_id              = "acme-passwords"
region                  = "europe-west1"
existing_project_number = "123456789012"
`;
const KEYS = 'iam.disableServiceAccountKeyCreation';
const FORBIDDEN = { [KEYS]: { enforce: true } };
const ACME = {
  number: '123456789012',
  billingEnabled: true,
  apis: ['cloudresourcemanager.googleapis.com', 'serviceusage.googleapis.com'],
};

/** When the check fails, the variables, what Google knows, and the output: the fault and the remedy. */
type Fault = [string, string | undefined, GoogleState, string, string];

function preflight(variables: string | undefined, state: GoogleState, ...args: string[]) {
  if (variables !== undefined) writeFileSync(join(folder, 'terraform.tfvars'), variables);
  putGcloud(folder, state);
  const { status, stdout, stderr } = spawnSync(join(folder, 'preflight.sh'), args, {
    env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(existsSync(join(folder, 'gcloud.unknown'))).toBe(false);
  return { status, output: stdout };
}

describe('preflight', () => {
  it('accepts an empty organisation', () => {
    const { status, output } = preflight(NEW, EMPTY_ORGANISATION);
    expect(output).toBe(`ok    signed in as ada@example.com
ok    Terraform can sign in
ok    no project acme-passwords of yours is there yet
ok    billing account 01AB23-CD45EF-67AB89 is open
ok    no group that you can see is named where a person is required
ok    no policy forbids service account keys
ok    policies allow the region europe-west1
ok    policies allow calls from outside
ok    policies allow the services that are used
ok    no policy excludes members of other organisations
`);
    expect(status).toBe(0);
  });

  it('accepts an existing project', () => {
    const { status, output } = preflight(ADOPTED, {
      ...EMPTY_ORGANISATION,
      projects: { 'acme-passwords': ACME },
    });
    expect(output).toContain('ok    project acme-passwords is there\n');
    expect(status).toBe(0);
  });

  it('accepts a continuation after a first run made the project and was stopped', () => {
    const state = { attributes: { project_id: 'acme-passwords' } };
    writeFileSync(join(folder, 'terraform.tfstate'), JSON.stringify(state, undefined, 2));
    const { status, output } = preflight(NEW, {
      ...EMPTY_ORGANISATION,
      projects: { 'acme-passwords': ACME },
    });
    expect(output).toContain('ok    project acme-passwords was made by an earlier run\n');
    expect(status).toBe(0);
  });

  it('does not report a policy as absent if it may not read it', () => {
    const hidden = { ...EMPTY_ORGANISATION, policiesHidden: true };
    const { status, output } = preflight(NEW, hidden);
    expect(output).toContain('?     You may not see whether a policy forbids service account keys');
    expect(output).not.toContain('no policy forbids');
    expect(status).toBe(0);
    expect(preflight(`${NEW}keyless = true\n`, hidden).output).toContain(
      'ok    keyless needs none\n',
    );
  });

  it('accepts a continuation after a completed first run', () => {
    const { status } = preflight(NEW, {
      ...EMPTY_ORGANISATION,
      projects: { 'acme-passwords': ACME },
      buckets: ['acme-passwords-terraform-state'],
    });
    expect(status).toBe(0);
  });

  it.each<Fault>([
    [
      'without variables',
      undefined,
      EMPTY_ORGANISATION,
      'There is no infra/terraform.tfvars.',
      'Copy infra/terraform.tfvars.example',
    ],
    ['when nobody is signed in', NEW, {}, 'Nobody is signed in to gcloud.', 'gcloud auth login'],
    [
      'when Terraform cannot sign in',
      NEW,
      { ...EMPTY_ORGANISATION, applicationDefault: false },
      'Terraform cannot sign in.',
      'gcloud auth application-default login',
    ],
    [
      'when the project id is taken by a project of yours',
      NEW,
      { ...EMPTY_ORGANISATION, projects: { 'acme-passwords': ACME } },
      'You have a project acme-passwords already.',
      'existing_project_number = "123456789012"',
    ],
    [
      'when the billing account is closed',
      NEW,
      { ...EMPTY_ORGANISATION, billing: { '01AB23-CD45EF-67AB89': false } },
      'or it is closed.',
      'gcloud billing accounts list',
    ],
    [
      'when there is no billing account',
      NEW.replace(/billing_account.*/, ''),
      EMPTY_ORGANISATION,
      'You cannot use the billing account "",',
      'gcloud billing accounts list',
    ],
    [
      'when there is no such project to adopt',
      ADOPTED,
      EMPTY_ORGANISATION,
      'There is no project acme-passwords with the number 123456789012',
      'gcloud projects describe acme-passwords',
    ],
    [
      'when the project to adopt has no billing account',
      ADOPTED,
      { ...EMPTY_ORGANISATION, projects: { 'acme-passwords': { ...ACME, billingEnabled: false } } },
      'has no billing account',
      'gcloud billing projects link acme-passwords',
    ],
    [
      'when an API is missing that Terraform starts from',
      ADOPTED,
      {
        ...EMPTY_ORGANISATION,
        projects: { 'acme-passwords': { ...ACME, apis: ['cloudresourcemanager.googleapis.com'] } },
      },
      'serviceusage.googleapis.com is not enabled',
      'gcloud services enable serviceusage.googleapis.com --project=acme-passwords',
    ],
    [
      'when a policy of the organisation forbids keys',
      NEW,
      { ...EMPTY_ORGANISATION, policies: { '987654321098': FORBIDDEN } },
      `forbids service account keys (${KEYS})`,
      'Set keyless = true',
    ],
    [
      'when a policy of a folder forbids keys',
      NEW.replace('organizations/987654321098', 'folders/555'),
      {
        ...EMPTY_ORGANISATION,
        policies: {
          '555': { 'iam.managed.disableServiceAccountKeyCreation': { enforce: true } },
        },
      },
      'forbids service account keys',
      'Set keyless = true',
    ],
    [
      'when a policy of the adopted project forbids keys',
      ADOPTED,
      {
        ...EMPTY_ORGANISATION,
        projects: { 'acme-passwords': ACME },
        policies: { 'acme-passwords': FORBIDDEN },
      },
      'forbids service account keys',
      'Set keyless = true',
    ],
  ])('fails %s, and says what to do', (...[, variables, state, what, remedy]) => {
    const { status, output } = preflight(variables, state);
    const lines = output.split('\n');
    const at = lines.findIndex((line) => line.startsWith('FAIL') && line.includes(what));
    expect(lines[at + 1]).toContain(remedy);
    expect(status).toBe(1);
  });

  it('accepts a policy against keys when no key is wanted', () => {
    const { status, output } = preflight(`${NEW}keyless = true\n`, {
      ...EMPTY_ORGANISATION,
      policies: { '987654321098': FORBIDDEN },
    });
    expect(output).toContain('keyless needs none');
    expect(status).toBe(0);
  });
});
