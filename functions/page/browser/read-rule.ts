import { visibleEnds, visibleOnly } from '../../domain/visible-text';
import { type EnteredOverride, type OverrideField } from '../override-faults';

type Control = HTMLInputElement | HTMLSelectElement;
/** The controls of one unit's rule. */
export type RuleControls = Readonly<Record<OverrideField, Control>>;

/** The rule as entered. An invalid number becomes null, so that the service names its field. */
export function readRule(controls: RuleControls): EnteredOverride {
  const { orgUnitPath, periodDays, style, length, alphabet, retentionHours } = controls;
  const characters = visibleOnly(alphabet.value).replaceAll(/\s/g, '');
  return {
    orgUnitPath: visibleEnds(orgUnitPath.value),
    ...named('periodDays', numberIn(periodDays)),
    ...named('style', style.value === '' ? undefined : styleIn(style.value)),
    ...named('length', numberIn(length)),
    ...named('alphabet', characters === '' ? undefined : characters),
    ...named('retentionHours', numberIn(retentionHours)),
  };
}

/** The rule as `mergedRules` compares it. */
export const asCompared = (
  rule: EnteredOverride,
): { readonly unit: string; readonly text: string } => ({
  unit: rule.orgUnitPath.toLowerCase(),
  text: JSON.stringify(rule),
});

/** Undefined: nothing is entered. Null: it is no number. */
const numberIn = (control: Control): number | null | undefined => {
  if (control.validity.badInput) return null;
  return control.value.trim() === '' ? undefined : Number(control.value);
};

const styleIn = (value: string): 'characters' | 'groups' =>
  value === 'groups' ? value : 'characters';

/** The field, if there is a value. */
const named = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Readonly<Partial<Record<Name, Value>>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>;
