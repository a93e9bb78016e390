import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudBuild } from './cloud-build';
import { startBucket } from './fake-bucket';
import { type GoogleState, putGcloud } from './fake-gcloud';

// A new operator's machine: an empty folder with a checkout, the real Terraform, and stateful fakes of
// gcloud, curl and Cloud Storage.

export type Said = { readonly status: number | null; readonly output: string };

/** What an operator has and can do. */
export type Operator = {
  readonly root: string;
  readonly bucket: Awaited<ReturnType<typeof startBucket>>;
  /** Sets what Google knows from now on. */
  readonly google: (state: GoogleState) => void;
  /** Runs commands at the root of the checkout. Returns their status and all output. */
  readonly shell: (commands: string, cwd?: string) => Promise<Said>;
  /** Runs the script of a step in cloudbuild.yaml, with another folder between the steps. */
  readonly step: (name: string, cwd?: string) => Promise<Said>;
  /** Writes a line to terraform.tfvars, replacing the line that sets the same variable. */
  readonly setVariable: (line: string) => void;
  readonly leave: () => Promise<void>;
};

// Cloud Run's gates: rotation admits its own caller, the page asks for a sign-in, every other call is
// refused.
const CURL = `#!/bin/bash
token=$(cat)
case "$*" in
  *//rotation-worker-*) printf 404 ;;
  *//rotation-*) if [ -n "$token" ]; then printf 200; else printf 403; fi ;;
  *//passwords-*) printf 403 ;;
  *) printf 302 ;;
esac
`;

export async function newOperator(): Promise<Operator> {
  const root = mkdtempSync(join(tmpdir(), 'deployment-'));
  for (const folder of ['infra', 'scripts']) {
    cpSync(folder, join(root, folder), {
      recursive: true,
      filter: (path) => !path.includes('.terraform/'),
    });
  }
  cpSync('cloudbuild.yaml', join(root, 'cloudbuild.yaml'));
  mkdirSync(join(root, 'between'));
  writeFileSync(join(root, 'curl'), CURL, { mode: 0o755 });
  const bucket = await startBucket();

  const shell = (commands: string, cwd = root): Promise<Said> => {
    const child = spawn('bash', ['-c', commands], {
      cwd,
      env: {
        ...process.env,
        PATH: `${root}:${process.env['PATH'] ?? ''}`,
        EDITOR: 'true',
        GOOGLE_OAUTH_ACCESS_TOKEN: 'no-token',
        GOOGLE_STORAGE_CUSTOM_ENDPOINT: bucket.endpoint,
        SMOKE_TEST_WAIT_SECONDS: '0',
        TICK_WAIT_SECONDS: '0',
        TF_CLI_ARGS: '-no-color',
        TF_CLI_ARGS_apply: '-auto-approve',
        TF_DATA_DIR: join(root, 'infra/.terraform'),
        PROJECT_ID: 'acme-passwords',
        _DEPLOY: 'yes',
        _ENVIRONMENT: '',
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
  };
  return {
    root,
    bucket,
    google: (state) => {
      putGcloud(root, state);
    },
    shell,
    step: (name, cwd) => {
      const script = cloudBuild().steps.find(({ id }) => id.startsWith(`${name} `))?.script ?? '';
      return shell(script.replaceAll('/between', join(root, 'between')), cwd);
    },
    setVariable: (line) => {
      const path = join(root, 'infra/terraform.tfvars');
      const name = line.split(' ')[0] ?? '';
      const others = readFileSync(path, 'utf8')
        .split('\n')
        .filter((each) => !each.startsWith(`${name} `));
      writeFileSync(path, [...others, line, ''].join('\n'));
    },
    leave: async () => {
      await bucket.stop();
      rmSync(root, { recursive: true });
    },
  };
}
