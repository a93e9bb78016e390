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

/**
 * The account of a person to whom Google has given the password of this version: those that it refused before count no
 * longer, if this one does.
 */
export function withOneRotation(account: Account, version: number): Account {
  const isOwn = account.ownRotations?.some((rotation) => rotation.version === version) ?? false;
  if (!isOwn) return account;
  return account.candidates
    .filter((candidate) => candidate.refused && candidate.version !== version)
    .reduce((left, refused) => withoutOwnRotation(left, refused.version), account);
}

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
