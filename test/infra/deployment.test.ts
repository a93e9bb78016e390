import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsUnder } from './documented-commands';
import { DEPLOYED, image, MADE, running, SERVING } from './deployed';
import { EMPTY_ORGANISATION } from './fake-gcloud';
import { newOperator, type Operator } from './new-operator';

// Follows docs/deploy.md and docs/operate.md as a new operator would, with their own commands, the scripts of
// cloudbuild.yaml and the real Terraform.

const offline = process.env['TF_REATTACH_PROVIDERS'] !== undefined;
const DEPLOY = 'docs/deploy.md';
const OPERATE = 'docs/operate.md';
let operator: Operator;
beforeAll(async () => {
  operator = await newOperator();
  operator.google(EMPTY_ORGANISATION);
});
afterAll(() => operator.leave());

/** The commands of a document, with the operator's values in place of words in capitals. */
const documented = (
  path: string,
  heading: string,
  word: string,
  put: Record<string, string> = {},
) =>
  Object.entries({ PROJECT: 'acme-passwords', REGION: 'europe-west1', ...put }).reduce(
    (text, [name, value]) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), () => value),
    commandsUnder(path, heading, word),
  );

const deploy = (word: string, put?: Record<string, string>) =>
  operator.shell(documented(DEPLOY, 'The first deployment', word, put));

const pushed = (digit: string, serving = SERVING) =>
  operator.shell(
    `printf %s ${image(digit)} > between/image; printf %s '${serving}' > between/serving.tfvars.json`,
  );
const imageOfState = async () =>
  (await operator.shell('terraform -chdir=infra output -raw image')).output;

const described = offline ? describe : describe.skip;
described(
  'from nothing to a running deployment (skipped with real providers: they would call Google)',
  () => {
    it('the operator signs in, sets the variables and checks what would fail', async () => {
      expect((await deploy('gcloud auth login')).status).toBe(0);
      expect((await deploy('$EDITOR')).status).toBe(0);
      const { status, output } = await deploy('infra/preflight.sh');
      expect(output).not.toContain('FAIL');
      expect(status).toBe(0);
    });

    it.each([
      [
        'a name that is no variable',
        'regoin = "europe-west1"',
        'sets regoin, which is not a variable',
      ],
      ['an image', 'image = "none"', 'sets image'],
    ])('%s ends it with a sentence before anything is planned', async (_what, line, said) => {
      const tfvars = join(operator.root, 'infra/terraform.tfvars');
      const before = readFileSync(tfvars, 'utf8');
      operator.setVariable(line);
      const { status, output } = await operator.shell('infra/apply.sh');
      await operator.shell(`cat > infra/terraform.tfvars <<'END'\n${before}END`);
      expect(output).toContain(said);
      expect(output).not.toContain('Terraform');
      expect(status).toBe(1);
    });

    it('a bucket that cannot be seen is no first run', async () => {
      const hidden =
        'ERROR: HTTPError 403: ada@example.com does not have storage.buckets.get access';
      operator.google({ ...EMPTY_ORGANISATION, bucketsHidden: hidden });
      const { status, output } = await operator.shell('infra/apply.sh');
      expect(output).toBe(
        `Cannot tell whether gs://acme-passwords-terraform-state already holds a state, so nothing was done. gcloud says: ${hidden}\n`,
      );
      expect(status).toBe(1);
      operator.google(EMPTY_ORGANISATION);
    });

    it('the first apply is stopped once the project exists, and says how to continue', async () => {
      // An invalid value stops it. Then only its first step is done by hand.
      const { status, output } = await operator.shell(
        `TF_CLI_ARGS_apply=-var=paused=maybe infra/apply.sh -auto-approve
         terraform -chdir=infra apply -var=image=none -target=google_project_service.api`,
      );
      expect(output).toContain('docs/deploy.md, "If it stops". Then run infra/apply.sh again');
      expect(status).toBe(0);
      expect(existsSync(join(operator.root, 'infra/terraform.tfstate'))).toBe(true);
    });

    it('the first apply, started again, makes everything but the functions, and leaves the state in the bucket only', async () => {
      operator.google(MADE);
      const { status, output } = await deploy('infra/apply.sh\n');
      expect(output).toContain('ok    project acme-passwords was made by an earlier run');
      expect(output).toContain('== 3. The state moves to gs://acme-passwords-terraform-state');
      expect(output.trimEnd().split('\n').at(-1)).toMatch(
        /^There is no image yet\. Build it: infra\/build\.sh _DEPLOY=no\./,
      );
      expect(status).toBe(0);
      expect([...operator.bucket.objects.keys()]).toEqual([
        'google-apps-passwords/default.tfstate',
      ]);
      expect(existsSync(join(operator.root, 'infra/terraform.tfstate'))).toBe(false);
      expect(existsSync(join(operator.root, 'infra/backend_override.tf'))).toBe(false);
    });

    it('another apply changes nothing', async () => {
      operator.google(DEPLOYED);
      const { output } = await operator.shell('infra/apply.sh');
      expect(output).toContain('== The state is in gs://acme-passwords-terraform-state');
      expect(output).toContain('0 added, 0 changed, 0 destroyed');
    });

    it('the first build prints the digest of its image, which gcloud does not', async () => {
      const { status, output } = await deploy('infra/build.sh');
      expect(output).toBe(`image: ${image('1')}\n`);
      expect(status).toBe(0);
      expect(readFileSync(join(operator.root, 'gcloud.calls'), 'utf8')).toMatch(
        /^builds submit \. .*_STATE_BUCKET=acme-passwords-terraform-state,_DEPLOY=no --format=value\(id\)$/m,
      );
    });

    it('a build may not make the functions: a person applies the first image', async () => {
      await pushed('1', '{"serving":{}}');
      expect((await operator.step('plan')).status).toBe(0);
      const gate = await operator.step('gate', process.cwd());
      expect(gate.output).toContain('  create google_cloud_run_v2_service.function["passwords"]\n');
      expect(gate.status).toBe(1);
    });

    it('the functions are made, and the first tick is seen', async () => {
      const { status, output } = await deploy('THE-IMAGE', {
        'THE-IMAGE-THAT-WAS-PRINTED': image('1'),
      });
      expect(output).toContain('ok    rotation ticked at 2026-11-28T10:15:00Z');
      expect(output).toMatch(
        /^Open https:\/\/configuration-\d+\.europe-west1\.run\.app as one of ada@example\.com/m,
      );
      expect(status).toBe(0);
    });

    it.each([
      ['refused', /It was answered: PERMISSION_DENIED\tURL_ERROR-ERROR_AUTHENTICATION\n/],
      ['nothing', /called rotation 5 times, and no tick was seen\.\n/],
    ] as const)('a schedule whose calls end in %s is reported', async (tick, said) => {
      operator.google({ ...running('1'), tick });
      const { status, output } = await operator.shell('infra/tick.sh');
      operator.google(running('1'));
      expect(output).toMatch(said);
      expect(status).toBe(1);
    });

    it('it is up and closed, and keys are forbidden', async () => {
      const smoke = await deploy('smoke_test');
      expect(smoke.output).toContain('ok    rotation answers the scheduler: 200');
      expect(smoke.output).not.toContain('FAIL');
      expect((await deploy('enable-enforce')).status).toBe(0);
    });

    it('a push then plans, passes the gate and applies: only the functions change', async () => {
      await pushed('2');
      const plan = await operator.step('plan');
      expect(plan.output).toContain('0 to add, 4 to change, 0 to destroy.');
      const gate = await operator.step('gate', process.cwd());
      expect(gate.output).toBe('The plan changes nothing but the functions.\n');
      expect((await operator.step('apply')).output).toContain('0 added, 4 changed, 0 destroyed');
      expect(await imageOfState()).toBe(image('2'));
      operator.google(running('2'));
    });

    it('a push that changes access stops at the gate', async () => {
      operator.setVariable('mdm_service_accounts = ["mdm@acme-mdm.iam.gserviceaccount.com"]');
      await operator.step('plan');
      const gate = await operator.step('gate', process.cwd());
      expect(gate.output).toContain(
        '  create google_cloud_run_v2_service_iam_member.grant["mdm-calls-passwords/mdm@acme-mdm.iam.gserviceaccount.com"]\n',
      );
      expect(gate.status).toBe(1);
    });

    it('an apply that forgets the image is refused', async () => {
      const { status, output } = await operator.shell('terraform -chdir=infra plan -input=false');
      expect(output).toContain('The root module input variable "image" is not set');
      expect(status).toBe(1);
    });

    it('a mistake ends with a sentence, and nothing is planned', async () => {
      const { status, output } =
        await operator.shell(`terraform -chdir=infra plan -var=image=none \\
        -var='system_management_members=["group:admins@example.com"]' -var='mdm_service_accounts=["staff@example.com"]' \\
        -var=existing_project_number=123456789012 -var=billing_account=01ab23-cd45ef-67ab89 \\
        -var='push_trigger={repository="projects/p/locations/l/connections/c/gitRepositoryLinks/r"}'`);
      const said = output.replaceAll(/[\s│]+/g, ' ');
      for (const sentence of [
        'Name people one by one, by their address alone: Identity-Aware Proxy would let a group in,',
        "A person or a group cannot be given every user's password.",
        'parent is for a new project, existing_project_number for an existing one: remove one of them.',
        'A billing account is written in capitals: 01AB23-CD45EF-67AB89',
        'That is a link of Developer Connect.',
      ]) {
        expect(said).toContain(sentence);
      }
      expect(said.match(/Error: /g)).toHaveLength(5);
      expect(said).not.toContain('Plan:');
      expect(status).toBe(1);
    });

    it('infra/apply.sh keeps the running image, and applies what the gate stopped', async () => {
      const { output } = await operator.shell('infra/apply.sh');
      // The four are the calls that the build has pinned: nothing here plays the rollout, which frees them.
      expect(output).toContain('1 added, 4 changed, 0 destroyed');
      expect(output).not.toContain('== The first tick');
      expect(await imageOfState()).toBe(image('2'));
    });

    it('an image that failed its test is left behind by the next apply, which keeps what gets the calls', async () => {
      operator.google(running('1'));
      const back = await operator.shell('infra/apply.sh');
      expect(back.output).toContain('0 added, 4 changed, 0 destroyed');
      expect(await imageOfState()).toBe(image('1'));
      operator.google(running('2'));
      await operator.shell('infra/apply.sh');
    });

    it('functions that run different images stop an apply that names none', async () => {
      const serving = { ...running('2').serving, rotation: image('1') };
      operator.google({ ...DEPLOYED, serving });
      const { status, output } = await operator.shell('infra/apply.sh');
      expect(output).toContain('The functions run different images');
      expect(output).toContain(`${image('1')} rotation\n`);
      expect(status).toBe(1);
      operator.google(running('2'));
    });

    it('a rollout that was interrupted stops an apply that names no image', async () => {
      operator.google({ ...running('2'), tag: 'former' });
      const { status, output } = await operator.shell('infra/apply.sh');
      expect(output).toContain('A rollout is under way, or was interrupted: configuration has the');
      expect(output).not.toContain('Plan:');
      expect(status).toBe(1);
      operator.google(running('2'));
    });

    it('the previous image is restored', async () => {
      const put = { 'THE-ONE-BEFORE': image('1') };
      const { output } = await operator.shell(
        documented(OPERATE, 'Rolling back', 'artifacts docker images list', put),
      );
      expect(output).toContain('0 added, 4 changed, 0 destroyed');
      operator.google(running('1'));
    });

    it('a restored database takes the place of the old one with its indexes, and none is destroyed', async () => {
      operator.setVariable('firestore_database = "restored"');
      const careless = await operator.shell(`terraform -chdir=infra plan -var=image=${image('1')}`);
      expect(careless.output).toContain('Instance cannot be destroyed');

      const steps = await operator.shell(
        documented(OPERATE, 'Restoring the database', 'use-database.sh'),
      );
      expect(steps.output).not.toMatch(/google_firestore_\S+ (will|must) be (destroyed|replaced)/);
      // What the restored database already contains is not created again: Google would answer 409.
      expect(steps.output).not.toMatch(/google_firestore_(index|database)\S+ will be created/);
      expect(steps.output).toMatch(/google_firestore_backup_schedule\S+ will be created/);
      expect(steps.output).toContain('Apply complete!');
      const state = await operator.shell(
        'terraform -chdir=infra state show google_firestore_database.state',
      );
      expect(state.output).toMatch(/name\s+= "restored"/);
    });

    it('everything can be removed, and nothing precious by accident', async () => {
      const careless = await operator.shell(
        'terraform -chdir=infra destroy -auto-approve -var=image=none',
      );
      expect(careless.output).toContain('Instance cannot be destroyed');

      const { status, output } = await operator.shell(
        documented(OPERATE, 'Removing everything', 'terraform -chdir=infra destroy').replace(
          'destroy -var',
          'destroy -auto-approve -var',
        ),
      );
      expect(output).toContain('Destroy complete!');
      expect(status).toBe(0);
    });

    it('no command asked gcloud for anything that it does not know', () => {
      expect(existsSync(join(operator.root, 'gcloud.unknown'))).toBe(false);
    });
  },
);
