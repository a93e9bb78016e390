import { type PolicyBody } from '../api/policy';
import { type FieldError } from '../api/problem';
import { shortestLength } from '../domain/configuration/password-strength';
import { type policyEn } from './texts/policy';

/** The fields of the form, in order, with their place in the policy (a JSON pointer). */
const POINTERS = {
  style: '/style',
  length: '/length',
  alphabet: '/alphabet',
  retentionHours: '/retentionHours',
  orgUnitPaths: '/orgUnitPaths',
  autoIssueOrgUnitPaths: '/autoIssueOrgUnitPaths',
  periodDays: '/periodDays',
  days: '/window/days',
  from: '/window/from',
  to: '/window/to',
  timeZone: '/window/timeZone',
  holdForDevices: '/holdForDevices',
  announceHours: '/announceHours',
  firstWaveSize: '/firstWave/size',
  stopAtFailedShare: '/firstWave/stopAtFailedShare',
  retryBudget: '/retryBudget',
  proveEveryDays: '/proveEveryDays',
  proofDays: '/proofWindow/days',
  proofFrom: '/proofWindow/from',
  proofTo: '/proofWindow/to',
  proofTimeZone: '/proofWindow/timeZone',
  rotationsPerDay: '/selfService/rotationsPerDay',
} as const;
export type PolicyField = keyof typeof POINTERS;

export const POLICY_FIELDS = Object.keys(POINTERS) as readonly PolicyField[];

/** The fields of the second window, whose faults are told in the words of the first. */
const SAME_WORDS = {
  proofDays: 'days',
  proofFrom: 'from',
  proofTo: 'to',
  proofTimeZone: 'timeZone',
} as const;

/** The form's values, valid or not. An invalid number is null. */
export type EnteredPolicy = {
  readonly [Name in keyof PolicyBody]-?: Entered<Required<PolicyBody>[Name]>;
};
export type Entered<Value> = Value extends number
  ? number | null
  : Value extends readonly string[]
    ? readonly string[]
    : Value extends readonly (infer Item)[]
      ? readonly Entered<Item>[]
      : Value extends object
        ? { readonly [Name in keyof Value]: Entered<Value[Name]> }
        : Value;

/** The error text per field, in the language of `texts`. Empty if the errors name no field of this form. */
export function policyFaults(
  texts: typeof policyEn,
  errors: readonly FieldError[],
  entered: EnteredPolicy,
): ReadonlyMap<PolicyField, string> {
  const faults = new Map<PolicyField, string>();
  for (const field of POLICY_FIELDS) {
    const error = errors.find(({ pointer }) => isAt(pointer, POINTERS[field]));
    if (error) faults.set(field, faultText(texts, field, error.pointer, entered));
  }
  return faults;
}

const isAt = (pointer: string, place: string): boolean =>
  pointer === place || pointer.startsWith(`${place}/`);

function faultText(
  texts: typeof policyEn,
  field: PolicyField,
  pointer: string,
  { length, alphabet, ...entered }: EnteredPolicy,
): string {
  if (field === 'length' && isWhole(length, 8, 100)) {
    // A length within its range is refused only because of the alphabet.
    const characters = [...new Set(alphabet)].join('');
    return texts.tooGuessable(String(characters.length), String(shortestLength(characters)));
  }
  if (field === 'orgUnitPaths' || field === 'autoIssueOrgUnitPaths') {
    const unit = entered[field][Number(pointer.slice(POINTERS[field].length + 1) || NaN)];
    if (unit !== undefined) return texts.wrongUnit(unit);
  }
  return texts.faults[hasSameWords(field) ? SAME_WORDS[field] : field];
}

const hasSameWords = (field: PolicyField): field is keyof typeof SAME_WORDS => field in SAME_WORDS;

const isWhole = (value: number | null, min: number, max: number): boolean =>
  value !== null && Number.isInteger(value) && value >= min && value <= max;
