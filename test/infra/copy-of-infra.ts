import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, plansOf } from '../../scripts/test-infra-plans';

/** One place of a file, and what stands there instead. Without a place the file is made. */
export type Change = readonly [file: string, from: string, to: string];

/** A copy of infra/ with changes; fails if a place is not there once, so that no test passes for having changed nothing. */
export function copyOfInfra(changes: readonly Change[]): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'infra-copy-'));
  cpSync('infra', path, { recursive: true, filter: (each) => !each.includes('.terraform/') });
  for (const [file, from, to] of changes) {
    if (from === '') {
      writeFileSync(join(path, file), to);
      continue;
    }
    const text = readFileSync(join(path, file), 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${file} does not have it once: ${from}`);
    writeFileSync(
      join(path, file),
      text.replace(from, () => to),
    );
  }
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true });
    },
  };
}

/** The plan of the deployment with most in it, without what its file asserts. */
export async function keylessPlan(path: string): Promise<Plan> {
  const tests = join(path, 'tests/defaults.tftest.hcl');
  const [variables = '', ...runs] = readFileSync(tests, 'utf8').split(/^(?=run ")/m);
  const keyless = runs.find((each) => each.startsWith('run "keyless"')) ?? '';
  const bare = keyless.replaceAll(/^ {2}assert \{\n[\s\S]*?\n {2}\}\n/gm, '');
  writeFileSync(tests, variables + bare);
  const plan = (await plansOf(path, 'defaults')).get('defaults/keyless');
  if (!plan) throw new Error(`There is no plan of ${path}.`);
  return plan;
}
