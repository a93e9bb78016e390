import { type Plan, terraform } from '../../scripts/test-infra-plans';
import { type Change, copyOfInfra, keylessPlan } from './copy-of-infra';
import { FAULTS } from './planted-faults';
import { terraformSource } from './terraform-source';

// Each fault is planted in a copy of infra/. The checks that pass on infra/ must find it. One copy has all
// the faults: a plan takes seconds, and each check names its own fault.

const copies: { remove: () => void }[] = [];
function planted(changes: readonly Change[]): string {
  const copy = copyOfInfra(changes);
  copies.push(copy);
  return copy.path;
}
afterAll(() => {
  for (const copy of copies) copy.remove();
});

describe('a fault that is planted in infra/ is found', () => {
  let plan: Plan;
  let source: string;
  beforeAll(async () => {
    const path = planted(FAULTS.flatMap((fault) => fault.planted));
    plan = await keylessPlan(path);
    source = terraformSource(path);
  });

  it.each(FAULTS)('$what', ({ check, found }) => {
    expect(check(plan, source)).toEqual(expect.arrayContaining([...found]));
  });
});

it('a misspelt argument is found', async () => {
  const path = planted([
    ['queue.tf', 'max_concurrent_dispatches = 4', 'max_concurent_dispatches = 4'],
  ]);
  await terraform(path, 'init', '-backend=false', '-input=false');
  await expect(terraform(path, 'validate', '-no-color')).rejects.toMatchObject({
    stderr: expect.stringContaining(
      'An argument named "max_concurent_dispatches" is not expected here.',
    ) as unknown,
  });
});
