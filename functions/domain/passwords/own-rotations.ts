import { type Account, type OwnRotation } from '../account';
import { dayEnd } from '../configuration/day';
import { MAX_OWN_ROTATIONS, type Policy } from '../configuration/policy';
import { type EpochMs } from '../time';

/** The account with one more rotation by the person, recorded before Google is called. */
export const withOwnRotation = (account: Account, rotation: OwnRotation): Account => ({
  ...account,
  ownRotations: [...(account.ownRotations ?? []), rotation].slice(-MAX_OWN_ROTATIONS),
});

/** The account after Google definitely refused the password of this version: the rotation did not happen. */
export function withoutOwnRotation(account: Account, version: number): Account {
  const { ownRotations, ...rest } = account;
  const left = ownRotations?.filter((rotation) => rotation.version !== version) ?? [];
  return left.length > 0 ? { ...rest, ownRotations: left } : rest;
}

/** The account of a person who asks again: a password that Google refused gave them none. */
export const withoutRefusedRotations = (account: Account): Account =>
  account.candidates
    .filter(({ refused }) => refused)
    .reduce((left, { version }) => withoutOwnRotation(left, version), account);

/** How many more new passwords the person may make today, and when the next day begins. */
export type OwnRotationsLeft = { readonly left: number; readonly dayEnds: EpochMs };

/** A day is one of the policy window's time zone, else of UTC. */
export function ownRotationsLeft(
  { ownRotations = [] }: Pick<Account, 'ownRotations'>,
  { window, selfService }: Pick<Policy, 'window' | 'selfService'>,
  now: EpochMs,
): OwnRotationsLeft {
  const timeZone = window?.timeZone ?? 'UTC';
  const dayEnds = dayEnd(timeZone, now);
  const today = ownRotations.filter(({ at }) => dayEnd(timeZone, at) === dayEnds);
  return { left: Math.max(0, selfService.rotationsPerDay - today.length), dayEnds };
}
