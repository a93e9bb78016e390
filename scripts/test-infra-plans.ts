import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** Where `terraform init` puts what it downloads for tests; apart from a real deployment's. */
export const TEST_DATA_DIR = `${process.cwd()}/.local/terraform`;

/**
 * What Terraform is run with in tests. A plan of things that are all new asks Google nothing, but the
 * provider wants to see a token; this one opens nothing.
 */
export const TERRAFORM_ENV: NodeJS.ProcessEnv = {
  ...process.env,
  TF_DATA_DIR: TEST_DATA_DIR,
  TF_IN_AUTOMATION: '1',
  GOOGLE_OAUTH_ACCESS_TOKEN: 'no-token',
};

const Change = z.object({
  address: z.string(),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).optional(),
  change: z.object({
    actions: z.array(z.string()),
    after: z.record(z.string(), z.unknown()).nullable(),
  }),
});
const Plan = z.object({ resource_changes: z.array(Change) });
/** A line that `terraform test -json -verbose` prints, as far as we read it. */
export const TestLine = z.object({
  type: z.string(),
  '@level': z.string(),
  '@message': z.string(),
  '@testfile': z.string().optional(),
  '@testrun': z.string().optional(),
  test_run: z.object({ progress: z.string().optional() }).optional(),
  test_plan: Plan.optional(),
  diagnostic: z.object({ detail: z.string().optional() }).optional(),
});
export type TestLine = z.infer<typeof TestLine>;

/** One planned change of a resource, as `terraform show -json` has it. */
export type ResourceChange = z.infer<typeof Change>;
export type Plan = z.infer<typeof Plan>;

/** The plan of each run, by `file/run`: `defaults/keyless`. */
export type Plans = ReadonlyMap<string, Plan>;

/** Reads the lines that `terraform test -json -verbose` prints. */
export function readPlans(output: string): Plans {
  const plans = new Map<string, Plan>();
  for (const text of output.split('\n').filter((each) => each.startsWith('{'))) {
    const line = TestLine.parse(JSON.parse(text));
    if (!line.test_plan) continue;
    const file = (line['@testfile'] ?? '').replace(/^tests\//, '').replace('.tftest.hcl', '');
    plans.set(`${file}/${line['@testrun'] ?? ''}`, line.test_plan);
  }
  return plans;
}

/** Runs Terraform in a folder and gives what it prints; throws with its errors if it fails. */
export async function terraform(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('terraform', args, {
    cwd: folder,
    env: TERRAFORM_ENV,
    maxBuffer: 1_000_000_000,
  });
  return stdout;
}

/**
 * The plans of the runs of one test file (`defaults`), or of all that `npm run test:infra` has made
 * already and named in `INFRA_PLANS`.
 */
export async function plansOf(folder: string, file: string): Promise<Plans> {
  const made = process.env['INFRA_PLANS'];
  if (made !== undefined && folder === 'infra') return readPlans(await readFile(made, 'utf8'));
  await terraform(folder, 'init', '-backend=false', '-input=false');
  return readPlans(
    await terraform(folder, 'test', '-json', '-verbose', `-filter=tests/${file}.tftest.hcl`),
  );
}
