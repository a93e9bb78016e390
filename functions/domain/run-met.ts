export const MET_RESULTS = ['done', 'failed', 'parked', 'skipped'] as const;
export type MetResult = (typeof MET_RESULTS)[number];

/** Why a user was left alone by a run; counted on the run and kept on the account. */
export const SKIP_REASONS = [
  'user-not-found',
  'admin-account',
  'user-suspended',
  'out-of-scope',
  'other-workspace',
  'no-password',
  'has-password',
  'password-revoked',
  'in-progress',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/**
 * What a run did with an account. A run that was killed knows by it whom it has met, and counts nobody
 * twice. `code` says why it is not done. `former`: the last few runs before it, since runs take turns.
 */
export type RunMet = {
  readonly runId: string;
  readonly result: MetResult;
  readonly code?: string;
  readonly former?: readonly string[];
};

/** So many runs that met an account before the last one are remembered. */
const FORMER = 3;

/** What a run noted, with the runs before it. */
export function metAfter(before: RunMet | undefined, met: Omit<RunMet, 'former'>): RunMet {
  const all = before ? [before.runId, ...(before.former ?? [])] : [];
  const former = all.filter((runId) => runId !== met.runId).slice(0, FORMER);
  return former.length > 0 ? { ...met, former } : met;
}

/** Whether a run met this account, as far as is remembered. */
export const wasMetBy = (met: RunMet | undefined, runId: string): boolean =>
  met !== undefined && (met.runId === runId || (met.former?.includes(runId) ?? false));
