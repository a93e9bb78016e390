export const MARK_OUTCOMES = ['done', 'failed', 'parked', 'skipped'] as const;
export type MarkOutcome = (typeof MARK_OUTCOMES)[number];

/**
 * What the last run did with an account; one field of its document, so that counting needs no counter.
 * `failed`: it will be tried again; `code` says why it is not done. `attempts`: how often it was tried in
 * vain, by this run and others, since it was last done, skipped or parked.
 */
export type RunMark = {
  readonly runId: string;
  readonly outcome: MarkOutcome;
  readonly code?: string;
  readonly attempts?: number;
};
