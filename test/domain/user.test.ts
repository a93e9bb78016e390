import { userId } from '../../functions/domain/account';
import { inScope, refusal } from '../../functions/domain/user';
import { ALICE } from '../fakes/late-google';

const ADMIN = 'admin@example.com';
const EVERYBODY = { orgUnitPaths: [] };

describe('users who are never changed', () => {
  test.each([
    ['an ordinary user may be touched', {}, undefined],
    ['a super admin', { isAdmin: true }, 'admin-account'],
    ['a delegated admin', { isDelegatedAdmin: true }, 'admin-account'],
    ['the configured admin itself', { primaryEmail: 'Admin@Example.com' }, 'admin-account'],
    ['the configured admin by an alias', { aliases: ['admin@example.com'] }, 'admin-account'],
    ['a suspended user', { suspended: true }, 'user-suspended'],
    ['an archived user', { archived: true }, 'user-suspended'],
    ['a suspended admin is an admin first', { isAdmin: true, suspended: true }, 'admin-account'],
  ])('%s', (_, change, expected) => {
    expect(refusal({ ...ALICE, id: userId('1'), ...change }, ADMIN, EVERYBODY)).toBe(expected);
  });

  test('a user outside the organisational units in scope', () => {
    const user = { ...ALICE, orgUnitPath: '/Contractors' };
    expect(refusal(user, ADMIN, { orgUnitPaths: ['/Employees'] })).toBe('out-of-scope');
  });
});

describe('the scope', () => {
  test.each([
    ['/Employees', ['/Employees'], true],
    ['/Employees/Paris', ['/Employees'], true],
    ['/EmployeesAbroad', ['/Employees'], false],
    ['/', ['/Employees'], false],
    ['/Employees', ['/'], true],
    ['/B', ['/A', '/B'], true],
    ['/anything', [], true],
    ['/Sales', ['/sales'], true],
    ['/sales/paris', ['/SALES/Paris'], true],
    ['/Sales-2', ['/sales'], false],
    ['/Équipe/Lyon', ['/E\u0301quipe'], true],
    ['/E\u0301quipe', ['/équipe'], true],
  ])('%s within %j: %s', (unit, scope, expected) => {
    expect(inScope(unit, scope)).toBe(expected);
  });
});
