import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** Where `terraform init` puts its downloads for tests, separate from a real deployment's. */
export const TEST_DATA_DIR = `${process.cwd()}/.local/terraform`;

/**
 * Terraform's environment in tests. A plan that only creates things makes no calls to Google, but the
 * provider requires a token; this one is not valid anywhere.
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
/** The fields that we read of a line printed by `terraform test -json -verbose`. */
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

/** One planned change of a resource, as in `terraform show -json`. */
export type ResourceChange = z.infer<typeof Change>;
export type Plan = z.infer<typeof Plan>;

/** The plan of each run, by `file/run`, such as `defaults/keyless`. */
export type Plans = ReadonlyMap<string, Plan>;

/** Parses the output of `terraform test -json -verbose`. */
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

/** Runs Terraform in a folder and returns its output. Throws with its errors if it fails. */
export async function terraform(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('terraform', args, {
    cwd: folder,
    env: TERRAFORM_ENV,
    maxBuffer: 1_000_000_000,
  });
  return stdout;
}

/**
 * The plans of the runs in one test file (such as `defaults`), or all plans that `npm run test:infra` has
 * already made and named in `INFRA_PLANS`.
 */
export async function plansOf(folder: string, file: string): Promise<Plans> {
  const made = process.env['INFRA_PLANS'];
  if (made !== undefined && folder === 'infra') return readPlans(await readFile(made, 'utf8'));
  await terraform(folder, 'init', '-backend=false', '-input=false');
  return readPlans(
    await terraform(folder, 'test', '-json', '-verbose', `-filter=tests/${file}.tftest.hcl`),
  );
}
