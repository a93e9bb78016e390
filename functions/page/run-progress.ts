import { type RunAnswer } from '../api/run';

/** The progress of a run. `of` is absent if the total is unknown. */
export type RunProgress = {
  readonly over: number;
  readonly of?: {
    readonly total: number;
    /** False: `total` is approximate. */
    readonly exact: boolean;
    /** From 0 to 1. */
    readonly share: number;
  };
};

type Progressing = Pick<
  RunAnswer,
  'kind' | 'scope' | 'total' | 'done' | 'failed' | 'parked' | 'skipped'
>;

/** The progress of an active run. Failed users count as processed: a later run retries them. */
export function progressOf(run: Progressing): RunProgress {
  const over = run.done + run.failed + run.parked + run.skipped;
  const { total } = run;
  if (total === 0 || !isTotalKnown(run)) return { over };
  return { over, of: { total, exact: isList(run), share: Math.min(1, over / total) } };
}

/** Users without a password, and the users of a unit, are discovered only in Google's list. */
const isTotalKnown = ({ kind, scope }: Pick<RunAnswer, 'kind' | 'scope'>): boolean =>
  isList({ scope }) || (kind === 'rotate' && (scope === 'due' || scope === 'all'));

const isList = ({ scope }: Pick<RunAnswer, 'scope'>): boolean =>
  typeof scope === 'object' && 'userKeys' in scope;
