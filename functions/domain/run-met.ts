export const MET_RESULTS = ['done', 'failed', 'parked', 'skipped'] as const;
export type MetResult = (typeof MET_RESULTS)[number];

/** Why a run skipped a user; counted on the run and kept on the account. */
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
  'too-many-refusals',
  'devices',
  'password-forgotten',
  'password-drifted',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/**
 * What a run did with an account. A run that continues after a kill finds here whom it has met, and counts
 * nobody twice. `code`: why the result is not `done`. `former`: the last few runs before this one, because
 * runs alternate.
 */
export type RunMet = {
  readonly runId: string;
  readonly result: MetResult;
  readonly code?: string;
  readonly former?: readonly string[];
};

/** How many runs that met an account before the last one are remembered. */
const FORMER = 3;

/** The result of a run, with the runs before it. */
export function metAfter(before: RunMet | undefined, met: Omit<RunMet, 'former'>): RunMet {
  const all = before ? [before.runId, ...(before.former ?? [])] : [];
  const former = all.filter((runId) => runId !== met.runId).slice(0, FORMER);
  return former.length > 0 ? { ...met, former } : met;
}

/** Whether this run met the account, according to the remembered runs. */
export const wasMetBy = (met: RunMet | undefined, runId: string): boolean =>
  met !== undefined && (met.runId === runId || (met.former?.includes(runId) ?? false));
