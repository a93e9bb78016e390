import { type EpochMs } from '../time';

/** The links of the chain to an administrator, in order. Each link needs the one before it. */
export const DELEGATED_LINK_IDS = [
  'key',
  'clock',
  'sign-in',
  'delegation',
  'api',
  'admin',
  'users',
] as const;

/** The links of the chain of a service account that acts as itself, in order. Keyless, without `key`. */
export const OWN_LINK_IDS = ['key', 'clock', 'sign-in', 'api', 'role', 'users'] as const;

/** Every link that a chain can have. */
export const LINK_IDS = [
  'key',
  'clock',
  'sign-in',
  'delegation',
  'api',
  'admin',
  'role',
  'users',
] as const;
export type LinkId = (typeof LINK_IDS)[number];

export type LinkState = 'ok' | 'failing' | 'waiting' | 'not-reached';

export type VerificationLink<Id extends string = LinkId> = {
  readonly id: Id;
  readonly state: LinkState;
  /** A code from a closed list; also of a link that is ok, if something needs attention soon. */
  readonly code?: string;
  /** What happened and what it means, in English. The page translates it by code. */
  readonly message?: string;
  /** What to do about it. */
  readonly fix?: string;
  /** Where to do it, prefilled where Google allows. */
  readonly url?: string;
};

/** The chain at one moment. `ok`: every link is ok. `waiting`: Google may only need time. */
export type Verification<Id extends string = LinkId> = {
  readonly state: 'ok' | 'failing' | 'waiting';
  readonly checkedAt: EpochMs;
  readonly links: readonly VerificationLink<Id>[];
  /** When Google accepted an update after the right to set passwords had been missing; absent: that is not known. */
  readonly acceptedAt?: EpochMs;
};

/** Whether a verification found that nothing can be rotated. `waiting` also blocks rotation. */
export const isHeldUp = ({
  verification,
}: {
  readonly verification?: Pick<Verification, 'state'> | undefined;
}): boolean => verification !== undefined && verification.state !== 'ok';
