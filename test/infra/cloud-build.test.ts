import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';
import { cloudBuild } from './cloud-build';

const build = cloudBuild();
const promotion = cloudBuild('cloudbuild.promote.yaml');
const BOTH = [build, promotion];
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts;

/** Builds with a fault, and the error for each. The build itself has none. */
const FAULTY: readonly (readonly [what: string, candidate: unknown, message: string])[] = [
  ['a field that is misspelt', { ...build, timeOut: '1s' }, `'"timeOut"' does not exist in type`],
  [
    'a step whose field is misspelt',
    { ...build, steps: [{ name: 'node', waitfor: ['-'] }] },
    `'"waitfor"' does not exist in type`,
  ],
  ['a list where a text belongs', { ...build, timeout: ['1s'] }, 'is not assignable to type'],
];

/** TypeScript's errors for each build, checked against the types of the Cloud Build API. */
function typeErrors(candidates: readonly unknown[]): readonly string[] {
  const texts = new Map(
    candidates.map((candidate, at) => [
      join(process.cwd(), `test/infra/cloud-build-${at}.ts`),
      `import { type cloudbuild_v1 } from 'googleapis/build/src/apis/cloudbuild';
export const build: cloudbuild_v1.Schema$Build = ${JSON.stringify(candidate)};`,
    ]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.Node20,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion) => {
    const text = texts.get(name);
    return text === undefined
      ? read(name, languageVersion)
      : ts.createSourceFile(name, text, languageVersion);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].map((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
      .join(),
  );
}

describe('cloudbuild.yaml', () => {
  let errors: readonly string[];
  beforeAll(() => {
    errors = typeErrors([build, ...FAULTY.map(([, candidate]) => candidate), promotion]);
  });

  it('has only fields of the Cloud Build API, each of its type', () => {
    expect([errors[0], errors.at(-1)]).toEqual(['', '']);
  });

  it.each(FAULTY.map(([what, , message], at) => [what, message, at + 1] as const))(
    'is refused with %s',
    (_what, message, at) => {
      expect(errors[at]).toContain(message);
    },
  );

  it('runs as its own service account and logs to Cloud Logging only', () => {
    for (const { serviceAccount, options } of BOTH) {
      expect(serviceAccount).toBe(
        'projects/$PROJECT_ID/serviceAccounts/image-build@$PROJECT_ID.iam.gserviceaccount.com',
      );
      expect(options.logging).toBe('CLOUD_LOGGING_ONLY');
    }
  });

  it('names every step once, and waits only for steps that come before', () => {
    const seen: string[] = [];
    for (const { id, waitFor = [] } of build.steps) {
      expect(seen).not.toContain(id);
      expect([...seen, '-']).toEqual(expect.arrayContaining(waitFor));
      seen.push(id);
    }
  });

  it('pins every image to a version', () => {
    for (const { name } of BOTH.flatMap(({ steps }) => steps)) {
      expect(name).toMatch(/:v?\d+\.\d+\.\d+[a-z0-9-]*$|@sha256:[0-9a-f]{64}$/);
    }
    expect(readFileSync('cloudbuild.yaml', 'utf8')).toContain(
      '--builder=gcr.io/buildpacks/builder:google-24\n',
    );
  });

  it('builds with the Node and plans with the Terraform that the project names', () => {
    const node = build.steps.filter(({ name }) => name.startsWith('node:'));
    const major = readFileSync('.node-version', 'utf8').trim();
    expect(node.every(({ name }) => name.startsWith(`node:${major}.`))).toBe(true);
    const terraform = new Set(
      build.steps.map(({ name }) => name).filter((name) => name.includes('terraform')),
    );
    expect([...terraform]).toEqual(['hashicorp/terraform:1.11.4']);
  });

  it('plans with the providers of the lock file alone, which goes with the source', () => {
    expect(readFileSync('infra/build-plan.sh', 'utf8')).toMatch(/ init .*-lockfile=readonly /);
    const ignored = readFileSync('.gitignore', 'utf8').split('\n');
    expect(readFileSync('.gcloudignore', 'utf8')).toContain('#!include:.gitignore');
    expect(ignored).not.toContain('.terraform.lock.hcl');
    expect(ignored).not.toContain('terraform.tfvars');
  });

  it('does not upload what an interrupted first apply leaves behind', () => {
    const ignored = readFileSync('.gitignore', 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['backend_override.tf', '*.tfstate*']));
  });

  it('gives no step a secret', () => {
    expect(build).not.toHaveProperty('availableSecrets');
    expect(build).not.toHaveProperty('secrets');
    for (const { steps, ...rest } of BOTH) {
      expect(rest).not.toHaveProperty('availableSecrets');
      for (const step of steps) expect(step).not.toHaveProperty('secretEnv');
    }
    expect(Object.keys(build.substitutions)).toEqual([
      '_REGION',
      '_PROJECT_NUMBER',
      '_STATE_BUCKET',
      '_ENVIRONMENT',
      '_SCAN',
      '_DEPLOY',
    ]);
  });

  it('takes substitutions in scripts from the environment only, and only declared ones', () => {
    const builtIn = ['PROJECT_ID', 'BUILD_ID', 'COMMIT_SHA'];
    for (const { steps, substitutions } of BOTH) {
      for (const { script = '', args = [] } of steps) {
        const used = [...script.matchAll(/\$\{?(_?[A-Z][A-Z_]+)\b/g)].map(([, name]) => name);
        const pasted = [...args.join(' ').matchAll(/\$\{?(_?[A-Z][A-Z_]+)\b/g)].map(
          ([, name]) => name,
        );
        const known = [...builtIn, ...Object.keys(substitutions), 'PATH'];
        expect(known).toEqual(expect.arrayContaining([...used, ...pasted]));
      }
    }
  });
});

describe('the steps that can run anywhere', () => {
  const commands = build.steps.flatMap(({ entrypoint, args = [], script = '' }) => [
    ...(entrypoint === 'npm' ? [`npm ${args.join(' ')}`] : []),
    ...script.split('\n').flatMap((line) => /\bnpm (?:test|run .*)$/.exec(line)?.[0] ?? []),
  ]);

  it('are the commands that the README gives a developer', () => {
    expect(commands).toEqual([
      'npm ci',
      'npm run check',
      'npm test',
      'npm run test:infra',
      'npm run build',
      'npm run --silent plan-gate -- /between/plan.json',
    ]);
  });

  it.each(['check', 'test', 'test:infra', 'plan-gate'])('npm has the script %s', (name) => {
    expect(scripts).toHaveProperty([name]);
  });

  const hasBuild = 'build' in scripts;
  (hasBuild ? it : it.skip)('npm has the script build (skipped until there is one)', () => {
    expect(scripts).toHaveProperty('build');
  });

  it('are all in .ci/run too', () => {
    if (!existsSync('.ci/run')) return; // only our own continuous integration has this file
    const ci = readFileSync('.ci/run', 'utf8');
    for (const command of ['npm ci', 'npm run check', 'npm test', 'npm run test:infra']) {
      expect(ci).toContain(command);
    }
  });

  describe('the gate before apply', () => {
    let between: string;
    beforeEach(() => (between = mkdtempSync(join(tmpdir(), 'between-'))));
    afterEach(() => {
      rmSync(between, { recursive: true });
    });

    /** Runs the step's own script, with another folder between the steps. */
    const gate = (changes: Record<string, string[]>, deploy = 'yes') => {
      const plan = Object.entries(changes).map(([address, actions]) => ({
        address,
        change: { actions },
      }));
      writeFileSync(join(between, 'plan.json'), JSON.stringify({ resource_changes: plan }));
      const script = build.steps.find(({ id }) => id.startsWith('gate '))?.script ?? '';
      const env = { ...process.env, _DEPLOY: deploy };
      return spawnSync('sh', ['-c', script.replaceAll('/between', between)], { env });
    };
    const FUNCTION = 'google_cloud_run_v2_service.function["passwords"]';

    it('lets a new image pass', () => {
      const { status } = gate({
        [FUNCTION]: ['update'],
        'google_cloud_run_v2_service.function["rotation-worker"]': ['update'],
        'google_pubsub_topic.password_events': ['no-op'],
      });
      expect(status).toBe(0);
    });

    it.each([
      ['a grant', 'google_project_iam_member.grant["build-deploy"]', ['create']],
      ['a function that would be made anew', FUNCTION, ['delete', 'create']],
      ['a function that would be taken away', FUNCTION, ['delete']],
      ['a changed database', 'google_firestore_database.state', ['update']],
    ])('stops %s, and says that a person applies it', (_what, address, actions) => {
      const { status, stdout } = gate({ [address]: actions });
      expect(status).toBe(1);
      expect(stdout.toString()).toContain(`  ${actions.join(' and ')} ${address}\n`);
      expect(stdout.toString()).toContain('A person applies that');
    });

    it('has nothing to look at when nothing is to be deployed', () => {
      expect(gate({ 'google_firestore_database.state': ['delete'] }, 'no').status).toBe(0);
    });
  });

  it('are all scripts that a shell can read', () => {
    for (const { script } of BOTH.flatMap(({ steps }) => steps)) {
      if (script !== undefined) execFileSync('bash', ['-n'], { input: script });
    }
  });
});
