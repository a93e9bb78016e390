import { type RunAnswer } from '../api/run';

/** How far a run is. `of` is absent where nobody knows how many there will be. */
export type RunProgress = {
  readonly over: number;
  readonly of?: {
    readonly total: number;
    /** False: `total` is about right. */
    readonly exact: boolean;
    /** From 0 to 1. */
    readonly share: number;
  };
};

type Progressing = Pick<
  RunAnswer,
  'kind' | 'scope' | 'total' | 'done' | 'failed' | 'parked' | 'skipped'
>;

/** How far an active run is: who failed is over, too, since a later run tries again. */
export function progressOf(run: Progressing): RunProgress {
  const over = run.done + run.failed + run.parked + run.skipped;
  const { total } = run;
  if (total === 0 || !isTotalKnown(run)) return { over };
  return { over, of: { total, exact: isList(run), share: Math.min(1, over / total) } };
}

/** Who has no password is only met in Google's own list, and so is who belongs to a unit. */
const isTotalKnown = ({ kind, scope }: Pick<RunAnswer, 'kind' | 'scope'>): boolean =>
  isList({ scope }) || (kind === 'rotate' && (scope === 'due' || scope === 'all'));

const isList = ({ scope }: Pick<RunAnswer, 'scope'>): boolean =>
  typeof scope === 'object' && 'userKeys' in scope;
