import { population } from '../../../local/workspace/population';

test('the same number of users is the same users', () => {
  expect([...population(500)]).toEqual([...population(500)]);
  expect([...population(500)].slice(0, 100)).toEqual([...population(100)]);
});

test('100,000 users have ids of 21 digits and addresses that differ', () => {
  const ids = new Set<string>();
  const addresses = new Set<string>();
  let told = 0;
  for (const { id, primaryEmail, aliases } of population(100_000)) {
    if (/^\d{21}$/.test(id)) ids.add(id);
    for (const address of [primaryEmail, ...aliases]) addresses.add(address);
    told += 1 + aliases.length;
  }

  expect(ids.size).toBe(100_000);
  expect(addresses.size).toBe(told);
});

test('the first 300 hold every case that the service treats by itself', () => {
  const users = [...population(300)];
  const count = (test: (user: (typeof users)[number]) => boolean): number =>
    users.filter(test).length;

  expect(count((user) => user.isAdmin)).toBe(1);
  expect(count((user) => user.isDelegatedAdmin)).toBe(1);
  expect(count((user) => user.suspended)).toBe(15);
  expect(count((user) => user.archived)).toBe(1);
  expect(count((user) => user.isEnrolledIn2Sv)).toBe(2);
  expect(count((user) => user.isEnforcedIn2Sv)).toBe(1);
  expect(count((user) => user.aliases.length > 0)).toBe(43);
  expect(new Set(users.map((user) => user.orgUnitPath))).toEqual(
    new Set(['/', '/Employees', '/Employees/Sales', '/Contractors', '/Contractors/Paris']),
  );
});
