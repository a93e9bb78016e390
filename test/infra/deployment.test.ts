import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudBuild } from './cloud-build';
import { startBucket } from './fake-bucket';
import { EMPTY_ORGANISATION, putGcloud } from './fake-gcloud';

// The whole way of docs/deploy.md with the real Terraform: the first apply, the first image, then the very
// scripts of cloudbuild.yaml. Cloud Storage and gcloud are fakes that keep state.

const offline = process.env['TF_REATTACH_PROVIDERS'] !== undefined;
const image = (digit: string): string =>
  `europe-west1-docker.pkg.dev/acme-passwords/functions/functions@sha256:${digit.repeat(64)}`;

let root: string;
let bucket: Awaited<ReturnType<typeof startBucket>>;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'deployment-'));
  cpSync('infra', join(root, 'infra'), {
    recursive: true,
    filter: (path) => !path.includes('.terraform/'),
  });
  cpSync('infra/terraform.tfvars.example', join(root, 'infra/terraform.tfvars'));
  mkdirSync(join(root, 'between'));
  putGcloud(root, EMPTY_ORGANISATION);
  bucket = await startBucket();
});
afterAll(async () => {
  await bucket.stop();
  rmSync(root, { recursive: true });
});

/** Runs a command and gives its status and everything that it said. */
function shell(command: string, cwd = root): Promise<{ status: number | null; output: string }> {
  const child = spawn('sh', ['-c', command], {
    cwd,
    env: {
      ...process.env,
      PATH: `${root}:${process.env['PATH'] ?? ''}`,
      GOOGLE_OAUTH_ACCESS_TOKEN: 'no-token',
      GOOGLE_STORAGE_CUSTOM_ENDPOINT: bucket.endpoint,
      TF_DATA_DIR: join(root, 'infra/.terraform'),
      _DEPLOY: 'yes',
      _STATE_BUCKET: 'acme-passwords-terraform-state',
    },
  });
  let output = '';
  const collect = (text: Buffer): void => void (output += text.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => {
    child.on('close', (status) => {
      resolve({ status, output });
    });
  });
}

/** A step of cloudbuild.yaml, its own script, with the folder between the steps elsewhere. */
function step(name: string, cwd?: string) {
  const script = cloudBuild().steps.find(({ id }) => id.startsWith(`${name} `))?.script ?? '';
  return shell(script.replaceAll('/between', join(root, 'between')), cwd);
}

/** Puts a line into terraform.tfvars, in the place of the one that sets the same variable. */
function setVariable(name: string, line: string): void {
  const path = join(root, 'infra/terraform.tfvars');
  const others = readFileSync(path, 'utf8')
    .split('\n')
    .filter((each) => !each.startsWith(`${name} `));
  writeFileSync(path, [...others, line, ''].join('\n'));
}

const pushed = (digit: string) => shell(`printf %s ${image(digit)} > between/image`);

const described = offline ? describe : describe.skip;
described(
  'from nothing to a running deployment (skipped with real providers: they would call Google)',
  () => {
    it('the first apply is stopped once the project is there, and says how to go on', async () => {
      // A value that is none stops it; then its first step is done by hand, and nothing after it.
      const { status, output } = await shell(
        `TF_CLI_ARGS_apply=-var=paused=maybe infra/apply.sh -auto-approve
         terraform -chdir=infra apply -auto-approve -var=image=none -target=google_project_service.api`,
      );
      expect(output).toContain('docs/deploy.md, "If it stops". Then run infra/apply.sh again');
      expect(status).toBe(0);
      expect(existsSync(join(root, 'infra/terraform.tfstate'))).toBe(true);
    }, 180_000);

    it('the first apply, begun again, makes everything but the functions, and leaves the state in the bucket only', async () => {
      const made = { number: '123456789012', billingEnabled: true, apis: [] };
      putGcloud(root, { ...EMPTY_ORGANISATION, projects: { 'acme-passwords': made } });
      const { status, output } = await shell('infra/apply.sh -auto-approve -no-color');
      expect(output).toContain('ok    project acme-passwords was made by an earlier run');
      expect(output).toContain('== 3. The state moves to gs://acme-passwords-terraform-state');
      expect(output.trimEnd().split('\n').at(-1)).toMatch(/^There is no image yet\. Build it/);
      expect(status).toBe(0);
      expect([...bucket.objects.keys()]).toEqual(['google-apps-passwords/default.tfstate']);
      expect(existsSync(join(root, 'infra/terraform.tfstate'))).toBe(false);
      expect(existsSync(join(root, 'infra/backend_override.tf'))).toBe(false);
    }, 180_000);

    it('another apply changes nothing, and takes no right that only the first one needs', async () => {
      const buckets = ['acme-passwords-terraform-state'];
      putGcloud(root, { ...EMPTY_ORGANISATION, billing: {}, buckets });
      const { output } = await shell('infra/apply.sh -auto-approve -no-color');
      expect(output).toContain('== The state is in gs://acme-passwords-terraform-state');
      expect(output).toContain('0 added, 0 changed, 0 destroyed');
    }, 180_000);

    it('a build may not make the functions: a person applies the first image', async () => {
      await pushed('1');
      expect((await step('plan')).status).toBe(0);
      const gate = await step('gate', process.cwd());
      expect(gate.output).toContain('  create google_cloud_run_v2_service.function["passwords"]\n');
      expect(gate.status).toBe(1);

      const { status, output } = await shell(
        `infra/apply.sh -auto-approve -no-color -var=image=${image('1')}`,
      );
      expect(output).toMatch(
        /^Open https:\/\/configuration-\d+\.europe-west1\.run\.app as one of ada@example\.com/m,
      );
      expect(status).toBe(0);
    }, 180_000);

    it('a push then plans, passes the gate and applies: only the functions change', async () => {
      await pushed('2');
      const plan = await step('plan');
      expect(plan.output).toContain('0 to add, 4 to change, 0 to destroy.');
      const gate = await step('gate', process.cwd());
      expect(gate.output).toBe('The plan changes nothing but the functions.\n');
      const apply = await step('apply');
      expect(apply.output).toContain('0 added, 4 changed, 0 destroyed');
      expect((await shell('terraform -chdir=infra output -raw image')).output).toBe(image('2'));
    }, 180_000);

    it('a push that changes who may do what stops at the gate', async () => {
      setVariable(
        'mdm_service_accounts',
        'mdm_service_accounts = ["mdm@acme-mdm.iam.gserviceaccount.com"]',
      );
      await step('plan');
      const gate = await step('gate', process.cwd());
      expect(gate.output).toContain(
        '  create google_cloud_run_v2_service_iam_member.grant["mdm-calls-passwords/mdm@acme-mdm.iam.gserviceaccount.com"]\n',
      );
      expect(gate.status).toBe(1);
    }, 180_000);

    it('an apply that forgets the image is refused', async () => {
      const { status, output } = await shell('terraform -chdir=infra plan -no-color -input=false');
      expect(output).toContain('The root module input variable "image" is not set');
      expect(status).toBe(1);
    }, 180_000);

    it('infra/apply.sh keeps the image that runs, and applies what the gate stopped', async () => {
      const { output } = await shell('infra/apply.sh -auto-approve -no-color');
      expect(output).toContain('1 added, 0 changed, 0 destroyed');
      expect((await shell('terraform -chdir=infra output -raw image')).output).toBe(image('2'));
    }, 180_000);

    it('a restored database takes the place of the old one, as docs/operate.md says, and none is destroyed', async () => {
      setVariable('firestore_database', 'firestore_database = "restored"');
      const careless = await shell(
        `terraform -chdir=infra plan -no-color -var=image=${image('2')}`,
      );
      expect(careless.output).toContain('Instance cannot be destroyed');

      const steps = await shell(`
        terraform -chdir=infra state rm google_firestore_database.state &&
        terraform -chdir=infra import -no-color -var=image=${image('2')} \\
          google_firestore_database.state projects/acme-passwords/databases/restored &&
        infra/apply.sh -auto-approve -no-color`);
      expect(steps.output).not.toMatch(/google_firestore_database\.state.*(destroy|replace)/);
      expect(steps.output).toContain('Apply complete!');
      const state = await shell(
        'terraform -chdir=infra state show -no-color google_firestore_database.state',
      );
      expect(state.output).toMatch(/name\s+= "restored"/);
    }, 180_000);

    it('everything can be removed, as docs/operate.md says, and nothing precious by accident', async () => {
      const careless = await shell(
        'terraform -chdir=infra destroy -auto-approve -no-color -var=image=none',
      );
      expect(careless.output).toContain('Instance cannot be destroyed');

      const precious =
        `google_firestore_database.state 'google_secret_manager_secret.secret["service-account-key"]' google_kms_key_ring.main google_kms_crypto_key.passwords google_storage_bucket.terraform_state`;
      const { status, output } = await shell(`
        infra/apply.sh -auto-approve -no-color -var=deletion_protection=false &&
        terraform -chdir=infra state rm ${precious} &&
        terraform -chdir=infra destroy -auto-approve -no-color -var=image=none`);
      expect(output).toContain('Destroy complete!');
      expect(status).toBe(0);
    }, 180_000);
  },
);
