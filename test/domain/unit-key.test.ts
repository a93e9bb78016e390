import { policyFor } from '../../functions/domain/configuration/policy-by-unit';
import { isInUnit, unitKey } from '../../functions/domain/unit-key';

// The lower-case letters have a composed form, the upper-case ones have none.
const NAMES = [
  '/J\u030cani',
  '/\u03aa\u0301\u0391',
  '/H\u0331',
  '/T\u0308',
  '/\u0130zmir',
  '/ΟΔΟΣ',
];

test.each(NAMES)('%s is one unit, however its name is written', (name) => {
  const key = unitKey(name);
  for (const form of ['NFC', 'NFD'] as const) {
    expect(unitKey(name.normalize(form))).toBe(key);
    expect(unitKey(key.normalize(form))).toBe(key);
  }
  expect(isInUnit(`${key}/below`, name)).toBe(true);
});

test.each(NAMES)('the rules of %s hold for the unit as accounts keep it', (orgUnitPath) => {
  const policy = { retentionHours: 0, overrides: [{ orgUnitPath, retentionHours: 24 }] };
  expect(policyFor(policy, unitKey(orgUnitPath)).retentionHours).toBe(24);
});
