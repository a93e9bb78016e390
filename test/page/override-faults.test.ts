import { DEFAULT_POLICY, PolicyChange } from '../../functions/domain/configuration/policy';
import { type EnteredOverride, overrideFaults } from '../../functions/page/override-faults';
import { policyEn } from '../../functions/page/texts/policy';
import { unitRulesEn } from '../../functions/page/texts/unit-rules';

const texts = { policy: policyEn, unitRules: unitRulesEn };

/** What is beside the fields of the rules after they were sent to the service. */
function faultsOf(...overrides: EnteredOverride[]): [number, string, string][] {
  const entered = { ...DEFAULT_POLICY, overrides };
  const parsed = PolicyChange.safeParse(entered);
  const errors = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    pointer: `/${path.join('/')}`,
    message,
  }));
  return overrideFaults(texts, errors, entered).map(({ at, field, text }) => [at, field, text]);
}

const guessable = (pointer: string, ...overrides: EnteredOverride[]): string[] => {
  const entered = { ...DEFAULT_POLICY, overrides };
  return overrideFaults(texts, [{ pointer, message: 'Too short.' }], entered).map(
    ({ text }) => text,
  );
};

test('nothing is wrong with rules that can be', () => {
  expect(faultsOf({ orgUnitPath: '/A', periodDays: 0 }, { orgUnitPath: '/B', length: 40 })).toEqual(
    [],
  );
});

test.each<[string, EnteredOverride, string, string]>([
  ['no path', { orgUnitPath: '', length: 30 }, 'orgUnitPath', unitRulesEn.faults.noUnit],
  ['no slash', { orgUnitPath: 'A', length: 30 }, 'orgUnitPath', policyEn.wrongUnit('A')],
  ['no rule', { orgUnitPath: '/A' }, 'orgUnitPath', unitRulesEn.faults.noRule],
  ['no number', { orgUnitPath: '/A', length: null }, 'length', policyEn.faults.length],
  ['a length too short', { orgUnitPath: '/A', length: 7 }, 'length', policyEn.faults.length],
  ['half a day', { orgUnitPath: '/A', periodDays: 0.5 }, 'periodDays', policyEn.faults.periodDays],
  ['few characters', { orgUnitPath: '/A', alphabet: 'abc' }, 'alphabet', policyEn.faults.alphabet],
  [
    'an accent',
    { orgUnitPath: '/A', alphabet: 'abcdefghijé' },
    'alphabet',
    policyEn.faults.alphabet,
  ],
])('%s is named at its field', (_, override, field, text) => {
  expect(faultsOf({ orgUnitPath: '/Fine', length: 30 }, override)).toEqual([[1, field, text]]);
});

test('a unit that is listed twice is named at the second place', () => {
  const [one, other] = [
    { orgUnitPath: '/A', length: 30 },
    { orgUnitPath: '/a', length: 40 },
  ];
  expect(faultsOf(one, other)).toEqual([[1, 'orgUnitPath', unitRulesEn.faults.unitTwice]]);
});

test('all faults of all units are told, in their order', () => {
  const found = faultsOf(
    { orgUnitPath: 'A', length: 7, alphabet: 'aa' },
    { orgUnitPath: '', periodDays: -1 },
  );
  expect(found.map(([at, field]) => [at, field])).toEqual([
    [0, 'orgUnitPath'],
    [0, 'length'],
    [0, 'alphabet'],
    [1, 'orgUnitPath'],
    [1, 'periodDays'],
  ]);
});

test('what could be guessed is told with the characters that hold in the unit', () => {
  const digits = { orgUnitPath: '/A', alphabet: '0123456789' };
  expect(guessable('/overrides/1/length', digits, { orgUnitPath: '/A/B', length: 14 })).toEqual([
    'Passwords in this unit could be guessed: with 10 different characters, the length must be at least 15.',
  ]);
  expect(guessable('/overrides/0/alphabet', digits)).toEqual([
    'Passwords in this unit could be guessed: with 10 different characters, the length must be at least 15.',
  ]);
});

test('what is at no field of the rules is left alone', () => {
  expect(guessable('/length', { orgUnitPath: '/A', length: 30 })).toEqual([]);
  expect(guessable('/overrides/7/length', { orgUnitPath: '/A', length: 30 })).toEqual([]);
  expect(guessable('/overrides/0/paused', { orgUnitPath: '/A', length: 30 })).toEqual([]);
});
