export const MET_RESULTS = ['done', 'failed', 'parked', 'skipped'] as const;
export type MetResult = (typeof MET_RESULTS)[number];

/**
 * What a run did with an account. A run that was killed knows by it whom it has met, and counts nobody
 * twice. `code` says why it is not done.
 */
export type RunMet = { readonly runId: string; readonly result: MetResult; readonly code?: string };
