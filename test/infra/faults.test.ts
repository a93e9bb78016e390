import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, plansOf, terraform } from '../../scripts/test-infra-plans';
import * as rules from './access-rules';
import { terraformSource } from './terraform-source';

// Each fault is planted in a copy of infra/; the very checks that pass on infra/ must find it.

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'infra-fault-'));
  cpSync('infra', copy, { recursive: true, filter: (path) => !path.includes('.terraform/') });
});
afterEach(() => {
  rmSync(copy, { recursive: true });
});

/** Changes one place of a file; fails if it is not there, so that no test passes for having planted nothing. */
function plant(file: string, from: string, to: string): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not have it once: ${from}`);
  writeFileSync(path, text.replace(from, to));
}

async function defaultPlan(): Promise<Plan> {
  const plan = (await plansOf(copy, 'defaults')).get('defaults/defaults');
  if (!plan) throw new Error('No plan of defaults/defaults.');
  return plan;
}

/** Leaves of the file `defaults` only its first run, which is all that these tests look at. */
function onlyFirstRun(): void {
  const path = join(copy, 'tests/defaults.tftest.hcl');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, text.indexOf('\nrun "another_pace"')));
}

const exactInvokers = rules.exactInvokers('mdm@acme-mdm.iam.gserviceaccount.com');

const TASKS_CALLS_ROTATION_WORKER = `    tasks-calls-rotation-worker = {
      who = "rotation-tasks", on = "function:rotation-worker", role = "roles/run.invoker"
      why = "Carries a run on."
    }
`;

describe('a fault that is planted in infra/ is found', () => {
  it('a misspelt argument', async () => {
    plant('queue.tf', 'max_concurrent_dispatches = 4', 'max_concurent_dispatches = 4');
    await terraform(copy, 'init', '-backend=false', '-input=false');
    await expect(terraform(copy, 'validate', '-no-color')).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'An argument named "max_concurent_dispatches" is not expected here.',
      ) as unknown,
    });
  }, 180_000);

  it('a function that is open to allUsers', async () => {
    onlyFirstRun();
    plant(
      'access-bindings.tf',
      '{ for email in var.mdm_service_accounts : "/${email}" => "serviceAccount:${email}" }',
      '{ "" = "allUsers" }',
    );
    const plan = await defaultPlan();
    expect(rules.nothingIsOpen(plan)).toEqual([
      'google_cloud_run_v2_service_iam_member.grant["mdm-calls-passwords"] is open to allUsers',
    ]);
    expect(exactInvokers(plan)).toContain('allUsers may call passwords; it should not');
  }, 180_000);

  it('the role editor', async () => {
    onlyFirstRun();
    plant('access.tf', 'roles/run.developer', 'roles/editor');
    const plan = await defaultPlan();
    expect(rules.noBroadRoles(plan)).toEqual([
      'google_project_iam_member.grant["build-deploy"] gives the broad role roles/editor',
    ]);
    expect(rules.noProjectWideAccess(plan)).toEqual([
      'google_project_iam_member.grant["build-deploy"] gives roles/editor on the whole project',
    ]);
  }, 180_000);

  it('an invoker that is missing', async () => {
    onlyFirstRun();
    plant('access.tf', TASKS_CALLS_ROTATION_WORKER, '');
    expect(exactInvokers(await defaultPlan())).toEqual([
      'of those who may call rotation-worker, rotation-tasks is missing',
    ]);
  }, 180_000);

  it('a secret in a variable', async () => {
    onlyFirstRun();
    writeFileSync(
      join(copy, 'key.tf'),
      `variable "service_account_key" {
  type    = string
  default = "{}"
}

resource "google_secret_manager_secret_version" "key" {
  secret      = google_secret_manager_secret.service_account_key.id
  secret_data = var.service_account_key
}
`,
    );
    expect(rules.noSecretVariables(terraformSource(copy))).toEqual([
      'variable service_account_key takes a secret; the page does, and nothing else',
    ]);
    expect(rules.noSecretsInState(await defaultPlan())).toEqual([
      "google_secret_manager_secret_version.key puts a secret into Terraform's state",
    ]);
  }, 180_000);

  it('a rotation that may decrypt', async () => {
    onlyFirstRun();
    plant(
      'access.tf',
      'who = "rotation", on = "topic:password-events", role = "roles/pubsub.publisher"',
      'who = "rotation", on = "kms:passwords", role = "roles/cloudkms.cryptoKeyDecrypter"',
    );
    expect(rules.onlyTwoDecrypt(await defaultPlan())).toEqual([
      'rotation may decrypt passwords; it should not',
    ]);
  }, 180_000);

  it('the key of the whole project', async () => {
    onlyFirstRun();
    plant(
      'access.tf',
      'who = "rotation", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"',
      'who = "rotation", on = "project", role = "roles/secretmanager.secretAccessor"',
    );
    expect(rules.noProjectWideAccess(await defaultPlan())).toEqual([
      'google_project_iam_member.grant["rotation-key-read"] gives roles/secretmanager.secretAccessor on the whole project',
    ]);
  }, 180_000);
});
