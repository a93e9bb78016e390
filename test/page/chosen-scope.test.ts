import { chosenScope, type ScopeChoice, SCOPE_CHOICES } from '../../functions/page/chosen-scope';
import { IssueScope, Scope } from '../../functions/api/run';

const unit = (path: string) => chosenScope('orgUnit', path, '');
const list = (text: string) => chosenScope('list', '', text);
const addresses = (count: number): string =>
  Array.from({ length: count }, (_, number) => `user${number}@example.com`).join('\n');

it('is what the service takes, whatever is chosen; nobody without a password can be due', () => {
  const refusedBy = (schema: typeof Scope | typeof IssueScope): ScopeChoice[] =>
    SCOPE_CHOICES.filter((choice) => {
      const chosen = chosenScope(choice, '/Employees', 'alice@example.com\n1234');
      return chosen.kind !== 'scope' || !schema.safeParse(chosen.scope).success;
    });
  expect(refusedBy(Scope)).toEqual([]);
  expect(refusedBy(IssueScope)).toEqual(['due']);
});

describe('an organisational unit', () => {
  it('is taken without the spaces around it', () => {
    expect(unit(' /Employees/Sales ')).toEqual({
      kind: 'scope',
      scope: { orgUnitPath: '/Employees/Sales' },
    });
  });

  it.each([
    ['', 'unit-needed'],
    ['   ', 'unit-needed'],
    ['Employees', 'unit-slash'],
    [`/${'x'.repeat(1000)}`, 'unit-too-long'],
  ])('is none as "%s"', (path, kind) => {
    expect(unit(path)).toEqual({ kind: 'fault', fault: { kind } });
  });
});

describe('a list of users', () => {
  it('is one a line, also with commas, empty lines and somebody named twice', () => {
    expect(list('alice@example.com\r\n\n bob@example.com ,1234;alice@example.com\n')).toEqual({
      kind: 'scope',
      scope: { userKeys: ['alice@example.com', 'bob@example.com', '1234'] },
    });
  });

  it('is read without what can’t be seen, as the service reads it', () => {
    const userKeys = ['alice@example.com', 'bob@example.com'];
    expect(list('\u200balice@example.com\u00a0\nb\u00adob@example.com')).toEqual({
      kind: 'scope',
      scope: { userKeys },
    });
    const pasted = { userKeys: ['\u202aalice@example.com\u202c', 'bob@example.com\ufeff'] };
    expect(Scope.parse(pasted)).toEqual({ userKeys });
    expect(unit('\u200b/Employees/Sales\u00a0')).toEqual({
      kind: 'scope',
      scope: { orgUnitPath: '/Employees/Sales' },
    });
  });

  it('names the first line that is no user', () => {
    expect(list('alice@example.com\nbob at example.com\ncarol')).toEqual({
      kind: 'fault',
      fault: { kind: 'not-an-address', line: 'bob at example.com' },
    });
  });

  it('shows no more of an endless line than fits', () => {
    expect(list('x'.repeat(5_000))).toEqual({
      kind: 'fault',
      fault: { kind: 'not-an-address', line: 'x'.repeat(80) },
    });
  });

  it.each(['', ' \n\n', ',;'])('has to name somebody, which "%s" does not', (text) => {
    expect(list(text)).toEqual({ kind: 'fault', fault: { kind: 'list-needed' } });
  });

  it('holds 500 users, and not one more', () => {
    expect(list(addresses(500)).kind).toBe('scope');
    expect(list(addresses(501))).toEqual({
      kind: 'fault',
      fault: { kind: 'too-many', count: 501 },
    });
  });
});
