import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOYED, image } from './deployed';
import { EMPTY_ORGANISATION, type GoogleState } from './fake-gcloud';
import { newOperator, type Operator } from './new-operator';

// Two environments from one tree, with the scripts of infra/ and the real Terraform. Each has its own bucket.

const offline = process.env['TF_REATTACH_PROVIDERS'] !== undefined;

let operator: Operator;
beforeAll(async () => {
  operator = await newOperator();
  operator.google(EMPTY_ORGANISATION);
  const example = readFileSync('infra/terraform.tfvars.example', 'utf8');
  for (const name of ['staging', 'production']) {
    const project = name === 'staging' ? 'acme-staging' : 'acme-passwords';
    writeFileSync(file(name), example.replace('"acme-passwords"', `"${project}"`));
  }
});
afterAll(() => operator.leave());

const file = (name: string): string => join(operator.root, `infra/environments/${name}.tfvars`);
const infra = (path: string): string => join(operator.root, 'infra', path);

const STAGING = { number: '111111111111', billingEnabled: true, apis: [] };
const google = (state: GoogleState): void => {
  operator.google({ ...state, projects: { ...state.projects, 'acme-staging': STAGING } });
};

/** Changes the file of an environment for one run. */
async function withFile(name: string, change: (text: string) => string, commands: string) {
  const before = readFileSync(file(name), 'utf8');
  writeFileSync(file(name), change(before));
  const said = await operator.shell(commands);
  writeFileSync(file(name), before);
  return said;
}
const namesStaging = (text: string): string => text.replace('"acme-passwords"', '"acme-staging"');

describe('before anything is planned', () => {
  it('asks which environment is meant', async () => {
    const { status, output } = await operator.shell('infra/apply.sh');
    expect(output).toBe(
      'Say which environment, with ENVIRONMENT=NAME. There are: production staging \n',
    );
    expect(status).toBe(1);
  });

  it.each([
    ['test', 'There is no infra/environments/test.tfvars.'],
    ['../staging', 'ENVIRONMENT is the name of a file in infra/environments'],
  ])('refuses the environment %s', async (name, said) => {
    const { status, output } = await operator.shell(`ENVIRONMENT=${name} infra/apply.sh`);
    expect(output).toContain(said);
    expect(status).toBe(1);
  });

  it.each(['terraform.tfvars', 'terraform.tfvars.json', 'all.auto.tfvars', 'all.auto.tfvars.json'])(
    'refuses %s, which Terraform reads in all environments, beside them',
    async (name) => {
      writeFileSync(infra(name), '');
      const { status, output } = await operator.shell('ENVIRONMENT=staging infra/apply.sh');
      rmSync(infra(name));
      expect(output).toContain('Terraform would read it in every environment');
      expect(status).toBe(1);
    },
  );

  it('refuses two files that name one project', async () => {
    const { status, output } = await withFile(
      'production',
      namesStaging,
      'ENVIRONMENT=production infra/apply.sh',
    );
    expect(output).toBe(
      `FAIL  infra/environments/production.tfvars names the same project as infra/environments/staging.tfvars.
      Each environment has a project of its own: set another project_id.
`,
    );
    expect(status).toBe(1);
  });
});

(offline ? describe : describe.skip)(
  'from one tree (skipped with real providers: they would call Google)',
  () => {
    it('plans each environment with its own file, and neither with the other’s', async () => {
      const plan = (name: string, folder: string) =>
        operator.shell(
          // As the first apply does: the state is not in a bucket yet.
          `printf 'terraform {\\n backend "local" {\\n path = "${name}.tfstate"\\n }\\n}\\n' > infra/backend_override.tf
           ENVIRONMENT=${name} infra/terraform.sh init -input=false -reconfigure > /dev/null &&
           ENVIRONMENT=${name} infra/terraform.sh plan -input=false -var=image=none; rm infra/backend_override.tf`,
          folder,
        );
      const staging = await plan('staging', operator.root);
      const production = await plan('production', operator.root);
      expect(staging.output).toMatch(/\+ environment += "staging"/);
      expect(staging.output).toMatch(/\+ state_bucket += "acme-staging-terraform-state"/);
      expect(staging.output).not.toContain('acme-passwords');
      expect(production.output).toMatch(/\+ environment += "production"/);
      expect(production.output).not.toContain('acme-staging');
      expect([staging.status, production.status]).toEqual([0, 0]);
      expect(existsSync(infra('.terraform/staging'))).toBe(true);
      expect(existsSync(infra('.terraform/production'))).toBe(true);
    });

    it('applies one environment first, and its state is in its bucket alone', async () => {
      rmSync(infra('.terraform'), { recursive: true });
      operator.google(EMPTY_ORGANISATION);
      const { status, output } = await operator.shell('ENVIRONMENT=staging infra/apply.sh');
      expect(output).toContain('== 3. The state moves to gs://acme-staging-terraform-state');
      expect(status).toBe(0);
      expect(existsSync(infra('environments/staging.tfstate'))).toBe(false);
      google({ ...DEPLOYED, buckets: ['acme-staging-terraform-state'] });
      const again = await operator.shell('ENVIRONMENT=staging infra/apply.sh');
      expect(again.output).toContain('0 added, 0 changed, 0 destroyed');
    });

    it('refuses another environment’s file where only the state tells', async () => {
      google({ ...DEPLOYED, buckets: ['acme-staging-terraform-state'] });
      mkdirSync(infra('environments/kept'));
      cpSync(file('staging'), infra('environments/kept/staging.tfvars'));
      rmSync(file('staging'));
      const { status, output } = await withFile(
        'production',
        namesStaging,
        'ENVIRONMENT=production infra/apply.sh',
      );
      cpSync(infra('environments/kept/staging.tfvars'), file('staging'));
      expect(output).toContain(
        'Project acme-staging is the environment staging, and infra/environments/production.tfvars names it too. Nothing was done.',
      );
      expect(output).not.toContain('Plan:');
      expect(status).toBe(1);
    });

    it('a build of another project plans nothing, nor one whose state is another project’s', async () => {
      const build = (project: string, environment: string) =>
        operator.shell(
          `PROJECT_ID=${project} _ENVIRONMENT=${environment} _STATE_BUCKET=acme-staging-terraform-state infra/build-plan.sh ../between`,
        );
      writeFileSync(join(operator.root, 'between/image'), image('1'));
      writeFileSync(join(operator.root, 'between/serving.tfvars.json'), '{"serving":{}}');
      const otherProject = await build('acme-staging', 'production');
      expect(otherProject.output).toBe(
        'This build runs in project acme-staging, and infra/environments/production.tfvars names acme-passwords. Nothing was planned.\n',
      );
      const otherState = await build('acme-passwords', 'production');
      expect(otherState.output).toContain(
        'The state is that of project acme-staging, and infra/environments/production.tfvars names acme-passwords. Nothing was done.',
      );
      expect([otherProject.status, otherState.status]).toEqual([1, 1]);
      const right = await build('acme-staging', 'staging');
      expect(right.output).toContain('google_cloud_run_v2_service.function["passwords"]');
      expect(right.status).toBe(0);
    });
  },
);
