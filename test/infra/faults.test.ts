import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, plansOf, terraform } from '../../scripts/test-infra-plans';
import { FAULTS } from './planted-faults';
import { terraformSource } from './terraform-source';

// Each fault is planted in a copy of infra/; the very checks that pass on infra/ must find it. All of them
// together in one copy: a plan takes seconds, and each check names its own fault.

const copies: string[] = [];
function copyOfInfra(): string {
  const copy = mkdtempSync(join(tmpdir(), 'infra-fault-'));
  copies.push(copy);
  cpSync('infra', copy, { recursive: true, filter: (path) => !path.includes('.terraform/') });
  return copy;
}
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true });
});

/** Changes one place of a file; fails if it is not there, so that no test passes for having planted nothing. */
function plant(copy: string, file: string, from: string, to: string): void {
  const path = join(copy, file);
  const text = from === '' ? '' : readFileSync(path, 'utf8');
  if (from !== '' && text.split(from).length !== 2)
    throw new Error(`${file} does not have it once: ${from}`);
  writeFileSync(path, from === '' ? to : text.replace(from, () => to));
}

describe('a fault that is planted in infra/ is found', () => {
  let plan: Plan;
  let source: string;
  beforeAll(async () => {
    const copy = copyOfInfra();
    for (const { planted } of FAULTS)
      for (const [file, from, to] of planted) plant(copy, file, from, to);
    // Only one deployment of the file, the one with most in it, without what it asserts.
    const tests = join(copy, 'tests/defaults.tftest.hcl');
    const [variables = '', ...runs] = readFileSync(tests, 'utf8').split(/^(?=run ")/m);
    const keyless = runs.find((each) => each.startsWith('run "keyless"')) ?? '';
    writeFileSync(
      tests,
      variables + keyless.replaceAll(/^ {2}assert \{\n[\s\S]*?\n {2}\}\n/gm, ''),
    );
    plan = (await plansOf(copy, 'defaults')).get('defaults/keyless') ?? { resource_changes: [] };
    source = terraformSource(copy);
  }, 180_000);

  it.each(FAULTS)('$what', ({ check, found }) => {
    expect(check(plan, source)).toEqual(expect.arrayContaining([...found]));
  });
});

it('a misspelt argument is found', async () => {
  const copy = copyOfInfra();
  plant(copy, 'queue.tf', 'max_concurrent_dispatches = 4', 'max_concurent_dispatches = 4');
  await terraform(copy, 'init', '-backend=false', '-input=false');
  await expect(terraform(copy, 'validate', '-no-color')).rejects.toMatchObject({
    stderr: expect.stringContaining(
      'An argument named "max_concurent_dispatches" is not expected here.',
    ) as unknown,
  });
}, 180_000);
