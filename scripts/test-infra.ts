import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { TERRAFORM_ENV, TEST_DATA_DIR, TestLine } from './test-infra-plans';

/** One step of `npm run test:infra`: what it proves, and its command. */
type Step = {
  readonly proves: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Saves the plans in standard output for the next step. */
  readonly keepPlans?: true;
};

const PLANS = `${process.cwd()}/.local/infra-plans.jsonl`;

const filterOf = (file: string): string => `-filter=tests/${file}.tftest.hcl`;

/** The files whose plans are inspected. Printing plans takes far longer than making them. */
const PLANNED = ['created-project', 'defaults'];

const STEPS: readonly Step[] = [
  {
    proves: 'every file is formatted',
    command: 'terraform',
    args: ['-chdir=infra', 'fmt', '-check', '-recursive', '-diff'],
  },
  {
    proves: 'the providers are there',
    command: 'terraform',
    args: ['-chdir=infra', 'init', '-backend=false', '-input=false', '-no-color'],
  },
  {
    proves: 'every argument exists and has the right type',
    command: 'terraform',
    args: ['-chdir=infra', 'validate', '-no-color'],
  },
  {
    proves: 'every plan is as wanted',
    command: 'terraform',
    args: ['-chdir=infra', 'test', '-json', '-verbose', ...PLANNED.map(filterOf)],
    keepPlans: true,
  },
  {
    proves: 'every bad value is refused',
    command: 'terraform',
    args: ['-chdir=infra', 'test', '-no-color', filterOf('refusals')],
  },
  {
    proves: 'least privilege, environment, indexes, build and documents agree with the plans',
    command: 'jest',
    // Each suite plans `infra/` first, which takes minutes on a busy machine.
    args: ['--selectProjects', 'infra', '--testTimeout=900000'],
  },
];

const tell = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs the steps, stops early where later ones can't succeed, and prints a summary. */
async function main(): Promise<void> {
  await mkdir(TEST_DATA_DIR, { recursive: true });
  const results: string[] = [];
  let failed = false;
  for (const step of STEPS) {
    tell(`\n== ${step.proves}`);
    const ok = await perform(step);
    failed ||= !ok;
    results.push(`${ok ? 'ok    ' : 'FAILED'}  ${step.proves}`);
    if (!ok && step.args.includes('init')) break; // nothing else could run
  }
  tell(`\n${results.join('\n')}\n\ninfra: ${failed ? 'red' : 'green'}`);
  process.exitCode = failed ? 1 : 0;
}

async function perform({ command, args, keepPlans }: Step): Promise<boolean> {
  const child = spawn(command, args, {
    env: { ...TERRAFORM_ENV, INFRA_PLANS: PLANS },
    stdio: ['ignore', keepPlans ? 'pipe' : 'inherit', 'inherit'],
  });
  const ended = new Promise<boolean>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      tell(missing ? `${command} is not on the PATH: install it first.` : error.message);
      resolve(false);
    });
    child.on('close', (code) => {
      resolve(code === 0);
    });
  });
  if (child.stdout) await keep(child.stdout);
  return ended;
}

/** Saves the plans, without the providers' schemas that Terraform adds to each, and prints the results. */
async function keep(output: NodeJS.ReadableStream): Promise<void> {
  const plans: string[] = [];
  for await (const text of createInterface({ input: output })) {
    const line = TestLine.safeParse(JSON.parse(text));
    if (!line.success) continue;
    if (line.data.type === 'test_plan') plans.push(JSON.stringify(line.data));
    else if (isResult(line.data))
      tell(`${line.data['@message']} ${line.data.diagnostic?.detail ?? ''}`);
  }
  await writeFile(PLANS, plans.join('\n'));
}

const isResult = (line: TestLine): boolean =>
  line['@level'] === 'error' ||
  line.type === 'test_summary' ||
  line.test_run?.progress === 'complete';

void main();
