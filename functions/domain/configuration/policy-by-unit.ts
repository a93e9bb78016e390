import { isInUnit, unitKey } from '../unit-key';
import { type Policy, type PolicyOverride } from './policy';

/** A field of the policy that an override may name. */
export type UnitField = Exclude<keyof PolicyOverride, 'orgUnitPath'>;

type OfUnit = { readonly orgUnitPath: string };
type ByUnit<Override extends OfUnit = OfUnit> = { readonly overrides: readonly Override[] };

/** The overrides on the path of this unit, the nearest last. */
export function overridesOn<Override extends OfUnit>(
  { overrides }: ByUnit<Override>,
  orgUnitPath: string,
): readonly Override[] {
  const depth = ({ orgUnitPath: path }: Override): number => unitKey(path).length;
  return overrides
    .filter((override) => isInUnit(orgUnitPath, override.orgUnitPath))
    .toSorted((one, other) => depth(one) - depth(other));
}

/**
 * The policy for a user in this unit: field by field, the nearest unit on the path that names it wins. A unit
 * that is not known counts as the top.
 */
export const policyFor = <Rules extends ByUnit>(policy: Rules, orgUnitPath = '/'): Rules =>
  overridesOn(policy, orgUnitPath).reduce(
    (rules, { orgUnitPath: _, ...fields }) => ({ ...rules, ...fields }),
    policy,
  );

type Periods = ByUnit<OfUnit & { readonly periodDays?: number }> & Pick<Policy, 'periodDays'>;

/** The policies of all units: of the top, and of each unit that names something. */
const policies = <Rules extends ByUnit>(policy: Rules): readonly Rules[] =>
  ['/', ...policy.overrides.map(({ orgUnitPath }) => orgUnitPath)].map((unit) =>
    policyFor(policy, unit),
  );

/** The periods that users can have under the policy. */
const periods = (policy: Periods): readonly number[] =>
  policies(policy).map(({ periodDays }) => periodDays);

/** Whether the schedule rotates anybody's password. */
export const hasTurns = (policy: Periods): boolean => periods(policy).some((days) => days > 0);

/** Whether it depends on the unit if the schedule ever rotates a password. */
export const hasTurnsByUnit = (policy: Periods): boolean =>
  hasTurns(policy) && periods(policy).includes(0);

/** The same text for policies that give every unit the same period. */
export const periodsText = ({ periodDays, overrides }: Periods): string =>
  JSON.stringify([
    periodDays,
    ...overrides.flatMap((each) =>
      each.periodDays === undefined ? [] : [[unitKey(each.orgUnitPath), each.periodDays]],
    ),
  ]);

export type Retentions = ByUnit<OfUnit & { readonly retentionHours?: number }> &
  Pick<Policy, 'retentionHours'>;

/** How many hours stored passwords are kept in any unit, each number once, without those kept for ever. */
export const retentions = (policy: Retentions): readonly number[] => [
  ...new Set(
    policies(policy).flatMap(({ retentionHours }) => (retentionHours > 0 ? [retentionHours] : [])),
  ),
];

/** Whether it depends on the unit how long stored passwords are kept. */
export const hasRetentionByUnit = (policy: Retentions): boolean =>
  new Set(policies(policy).map(({ retentionHours }) => retentionHours)).size > 1;

/** The same text for policies that keep stored passwords of every unit equally long. */
export const retentionsText = ({ retentionHours, overrides }: Retentions): string =>
  JSON.stringify([
    retentionHours,
    ...overrides.flatMap((each) =>
      each.retentionHours === undefined ? [] : [[unitKey(each.orgUnitPath), each.retentionHours]],
    ),
  ]);
