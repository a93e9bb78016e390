import { type FieldError } from '../api/problem';
import { shortestLength } from '../domain/configuration/password-strength';
import { type PolicyOverride } from '../domain/configuration/policy';
import { policyFor, type UnitField } from '../domain/configuration/policy-by-unit';
import { type Entered, type EnteredPolicy } from './policy-faults';
import { type policyEn } from './texts/policy';
import { type unitRulesEn } from './texts/unit-rules';

/** The rules of one unit as entered, valid or not. */
export type EnteredOverride = Entered<PolicyOverride>;
export type OverrideField = 'orgUnitPath' | UnitField;

/** What is wrong with a field of the override at this index. */
export type OverrideFault = {
  readonly at: number;
  readonly field: OverrideField;
  readonly text: string;
};

const POINTER = /^\/overrides\/(\d+)\/(\w+)/;

/** The error texts of the overrides, in their order. Each field has at most one. */
export function overrideFaults(
  texts: { readonly policy: typeof policyEn; readonly unitRules: typeof unitRulesEn },
  errors: readonly FieldError[],
  entered: EnteredPolicy,
): readonly OverrideFault[] {
  const faults = new Map<string, OverrideFault>();
  for (const { pointer } of errors) {
    const [place, index, field] = POINTER.exec(pointer) ?? [];
    const override = entered.overrides[Number(index ?? NaN)];
    if (place === undefined || override === undefined || faults.has(place)) continue;
    if (field === 'orgUnitPath') {
      faults.set(place, { at: Number(index), field, text: unitFault(texts, override) });
    } else if (isRule(field)) {
      const text = ruleFault(texts, field, override, entered);
      faults.set(place, { at: Number(index), field, text });
    }
  }
  return [...faults.values()].toSorted((one, other) => one.at - other.at);
}

const RULES: readonly (string | undefined)[] = [
  'length',
  'alphabet',
  'style',
  'periodDays',
  'retentionHours',
] satisfies readonly UnitField[];

const isRule = (field: string | undefined): field is UnitField => RULES.includes(field);

type Texts = Parameters<typeof overrideFaults>[0];

function unitFault({ policy, unitRules }: Texts, override: EnteredOverride): string {
  const { orgUnitPath } = override;
  if (orgUnitPath === '') return unitRules.faults.noUnit;
  if (!orgUnitPath.startsWith('/') || orgUnitPath.length > 1_000)
    return policy.wrongUnit(orgUnitPath);
  return Object.keys(override).length === 1 ? unitRules.faults.noRule : unitRules.faults.unitTwice;
}

function ruleFault(
  { policy, unitRules }: Texts,
  field: UnitField,
  override: EnteredOverride,
  entered: EnteredPolicy,
): string {
  if (field === 'periodDays' || field === 'retentionHours') return policy.faults[field];
  const { length = 8 } = override;
  const isWrongLength = length === null || !Number.isInteger(length) || length < 8 || length > 100;
  if (field === 'length' && isWrongLength) return policy.faults.length;
  const { alphabet } = policyFor(entered, override.orgUnitPath);
  const characters = new Set(alphabet).size;
  const isWrongAlphabet =
    characters < 10 || characters < alphabet.length || !/^[\x21-\x7e]+$/.test(alphabet);
  if (field === 'alphabet' && isWrongAlphabet) return policy.faults.alphabet;
  return unitRules.faults.guessable(String(characters), String(shortestLength(alphabet)));
}
