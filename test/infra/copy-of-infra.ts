import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, plansOf } from '../../scripts/test-infra-plans';

/** A text in a file and its replacement. Without the text, the file is created. */
export type Change = readonly [file: string, from: string, to: string];

/**
 * A copy of infra/ with changes. Fails unless each text occurs exactly once, so that a test can't pass
 * because nothing changed.
 */
export function copyOfInfra(changes: readonly Change[]): { path: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'infra-copy-'));
  const path = join(root, 'infra');
  cpSync('cloudbuild.yaml', join(root, 'cloudbuild.yaml')); // infra/triggers.tf reads its steps
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
      rmSync(root, { recursive: true });
    },
  };
}

/** The plan of the largest deployment, without the assertions of its file. */
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
