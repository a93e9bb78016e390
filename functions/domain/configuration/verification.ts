import { type EpochMs } from '../time';

/** The links of the chain, in the order in which each needs the one before. */
export const LINK_IDS = ['key', 'clock', 'sign-in', 'delegation', 'api', 'admin', 'users'] as const;
export type LinkId = (typeof LINK_IDS)[number];

export type LinkState = 'ok' | 'failing' | 'waiting' | 'not-reached';

export type VerificationLink = {
  readonly id: LinkId;
  readonly state: LinkState;
  /** One of the codes of `google-failure.ts`; only where the state is failing or waiting. */
  readonly code?: string;
  /** What happened and what it means, in English; the page has it in the reader's language by code. */
  readonly message?: string;
  /** What to do about it. */
  readonly fix?: string;
  /** Where to do it, prefilled where Google allows. */
  readonly url?: string;
};

/** The chain at one moment: `ok` when every link is, `waiting` when Google may only need time. */
export type Verification = {
  readonly state: 'ok' | 'failing' | 'waiting';
  readonly checkedAt: EpochMs;
  readonly links: readonly VerificationLink[];
};

/** Whether a check found that nothing can be rotated; `waiting` for Google holds it up all the same. */
export const isHeldUp = ({
  verification,
}: {
  readonly verification?: Pick<Verification, 'state'> | undefined;
}): boolean => verification !== undefined && verification.state !== 'ok';
