import fc from 'fast-check';
import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import {
  isGuessable,
  Policy,
  type PolicyChange,
} from '../../../functions/domain/configuration/policy';
import {
  hasTurns,
  hasTurnsByUnit,
  policyFor,
} from '../../../functions/domain/configuration/policy-by-unit';
import { MANAGER, RotationWorld } from '../../fakes/rotation-world';

const DIGITS = '0123456789';

describe('the policy for a unit', () => {
  const policy = Policy.parse({
    length: 24,
    periodDays: 30,
    overrides: [
      { orgUnitPath: '/Staff/Paris', periodDays: 7 },
      { orgUnitPath: '/Staff', length: 30, periodDays: 90, style: 'groups' },
      { orgUnitPath: '/Staff/Paris/Desk', style: 'characters' },
      { orgUnitPath: '/Équipe', length: 40 },
    ],
  });

  test.each([
    ['/', { length: 24, periodDays: 30, style: 'characters' }],
    ['/Staff', { length: 30, periodDays: 90, style: 'groups' }],
    ['/staff/PARIS', { length: 30, periodDays: 7, style: 'groups' }],
    ['/Staff/Paris/Desk/Front', { length: 30, periodDays: 7, style: 'characters' }],
    ['/Staff/Lyon', { length: 30, periodDays: 90, style: 'groups' }],
    ['/Staffing', { length: 24, periodDays: 30, style: 'characters' }],
    ['/Other/Staff/Paris', { length: 24, periodDays: 30, style: 'characters' }],
    ['/E\u0301quipe/A', { length: 40, periodDays: 30, style: 'characters' }],
    [undefined, { length: 24, periodDays: 30, style: 'characters' }],
  ])('of %s is, field by field, that of the nearest unit that names it', (unit, expected) => {
    expect(policyFor(policy, unit)).toMatchObject(expected);
  });

  test('keeps what no unit may name', () => {
    expect(policyFor(policy, '/Staff')).toStrictEqual({
      ...policy,
      length: 30,
      periodDays: 90,
      style: 'groups',
    });
  });

  test('of the top may be named, too', () => {
    const named = Policy.parse({ overrides: [{ orgUnitPath: '/', periodDays: 0 }] });
    expect(policyFor(named, '/Anywhere').periodDays).toBe(0);
    expect(hasTurns(named)).toBe(false);
  });
});

describe('turns', () => {
  const withPeriods = (periodDays: number, ...others: number[]) =>
    Policy.parse({
      periodDays,
      overrides: others.map((days, at) => ({ orgUnitPath: `/${at}`, periodDays: days })),
    });

  test.each([
    [withPeriods(30), true, false],
    [withPeriods(0), false, false],
    [withPeriods(0, 0), false, false],
    [withPeriods(0, 0, 7), true, true],
    [withPeriods(30, 7), true, false],
    [withPeriods(30, 7, 0), true, true],
  ])('%#: there are some, and whether they depend on the unit', (policy, some, byUnit) => {
    expect([hasTurns(policy), hasTurnsByUnit(policy)]).toStrictEqual([some, byUnit]);
  });
});

describe('the floor on strength', () => {
  let world: RotationWorld;
  beforeEach(async () => {
    world = new RotationWorld();
    await world.connect();
  });
  const change = (given: PolicyChange) =>
    changePolicy(world.controlPorts(), { by: MANAGER, change: given });

  test('holds for what two units on a path give together, though each alone would do', async () => {
    const overrides = [
      { orgUnitPath: '/A', alphabet: DIGITS },
      { orgUnitPath: '/A/B', length: 14 },
      { orgUnitPath: '/C', length: 14 },
    ];
    expect(await change({ overrides })).toStrictEqual({
      kind: 'guessable',
      at: [{ override: 1, field: 'length' }],
    });
    expect((await world.configurations.read()).policy.overrides).toStrictEqual([]);
    expect(await change({ overrides: [overrides[0]!, overrides[2]!] })).toMatchObject({
      kind: 'changed',
    });
  });

  test('holds for units that are not named in the change: the policy under them becomes weak', async () => {
    await change({ overrides: [{ orgUnitPath: '/A', alphabet: DIGITS }] });
    expect(await change({ length: 14 })).toStrictEqual({
      kind: 'guessable',
      at: [{ override: 0, field: 'alphabet' }],
    });
  });

  test('counts what is drawn: groups are strong whatever length and alphabet say', async () => {
    const weak = { length: 8, alphabet: DIGITS };
    expect(await change({ ...weak, style: 'groups' })).toMatchObject({ kind: 'changed' });
    const back = [{ orgUnitPath: '/A', style: 'characters' as const }];
    expect(await change({ overrides: back })).toStrictEqual({
      kind: 'guessable',
      at: [{ override: 0, field: 'style' }],
    });
    expect(await change({ style: 'characters' })).toStrictEqual({
      kind: 'guessable',
      at: [{ field: 'length' }],
    });
  });

  test('names a weak unit once, and not the units below it that change nothing of that', async () => {
    const overrides = [
      { orgUnitPath: '/A', alphabet: DIGITS, length: 14 },
      { orgUnitPath: '/A/B', periodDays: 7 },
    ];
    expect(await change({ overrides })).toStrictEqual({
      kind: 'guessable',
      at: [{ override: 0, field: 'length' }],
    });
  });

  const units = ['/', '/a', '/a/b', '/a/b/c', '/d', '/d/b'];
  const rules = fc.record(
    {
      length: fc.constantFrom(8, 11, 14, 15, 24),
      alphabet: fc.constantFrom(
        DIGITS,
        'abcdefghijklmnopqrstuvwxyz',
        'abcdefghijklmnopqrstuvwxyzA1!',
      ),
      style: fc.constantFrom('characters' as const, 'groups' as const),
      periodDays: fc.constantFrom(0, 30),
    },
    { requiredKeys: [] },
  );
  const overrides = fc
    .uniqueArray(fc.record({ orgUnitPath: fc.constantFrom(...units), rules }), {
      selector: ({ orgUnitPath }) => orgUnitPath,
    })
    .map((all) =>
      all.flatMap(({ orgUnitPath, rules: named }) =>
        Object.keys(named).length > 0 ? [{ orgUnitPath, ...named }] : [],
      ),
    );

  test('is held in every unit by a policy that is accepted, and some unit is weak by one that is not', async () => {
    await fc.assert(
      fc.asyncProperty(rules, overrides, async (base, given) => {
        await world.connect();
        const outcome = await change({ ...base, overrides: given });
        const policy = Policy.parse({ ...base, overrides: given });
        // By hand: the fields of all units on the path, from the top.
        const resolved = (unit: string): Policy =>
          given
            .filter(({ orgUnitPath: named }) =>
              `${unit}/`.startsWith(named === '/' ? named : `${named}/`),
            )
            .toSorted((one, other) => one.orgUnitPath.length - other.orgUnitPath.length)
            .reduce((all, { orgUnitPath: _, ...named }) => ({ ...all, ...named }), policy);
        const weak = units.filter((unit) => isGuessable(resolved(unit)));
        for (const unit of units) expect(policyFor(policy, unit)).toStrictEqual(resolved(unit));
        const isWeak = weak.length > 0 || isGuessable(policy);
        expect(outcome.kind).toBe(isWeak ? 'guessable' : 'changed');
      }),
    );
  });
});
