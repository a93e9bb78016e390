import { type EpochMs } from '../time';

/** Runs of one lane share a quota at Google, so one worker at a time carries them on. */
export const LANES = ['directory'] as const;
export type LaneName = (typeof LANES)[number];

/** What is known of a lane, beside its runs. */
export type Lane = {
  /** The worker at work on its runs. */
  readonly lease?: { readonly holder: string; readonly until: EpochMs };
  /** `not-authorized` answers in a row, of any call, and of updates alone. */
  readonly refused: { readonly calls: number; readonly updates: number };
  /** How many users the directory had when it was last listed to its end. */
  readonly listedUsers?: number;
  /** How far the accounts were last brought up to date, and for what; see `upkeep.ts`. */
  readonly upkeep?: { readonly purpose: string; readonly place?: string; readonly done?: true };
};

export const NEW_LANE: Lane = { refused: { calls: 0, updates: 0 } };
