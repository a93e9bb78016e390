import { type ForecastAnswer } from '../../api/forecast';
import { type RunAnswer } from '../../api/run';
import { isActive, SCHEDULE } from '../../domain/rotation/run';
import { type PageContext } from './page-context';
import { numberWords, shortDuration } from './format';

/** Whom a run is for, and what it does where that is not a rotation. */
export function scopeWords(
  context: PageContext,
  { kind, scope }: Pick<RunAnswer, 'kind' | 'scope'>,
): string {
  const scopes = context.texts.run.scopes[kind];
  if (typeof scope === 'string') return scopes[scope];
  if ('orgUnitPath' in scope) return scopes.orgUnit(scope.orgUnitPath);
  const { length } = scope.userKeys;
  return scopes.list(length, numberWords(context, length));
}

export const starterWords = (context: PageContext, { startedBy }: RunAnswer): string =>
  startedBy === SCHEDULE ? context.texts.run.schedule : startedBy;

/** Why users are left alone, and how many for each reason; a reason of a newer release as its code. */
export function leftAloneWords(
  context: PageContext,
  skippedBy: ForecastAnswer['excluded'],
): string[] {
  const names: Readonly<Partial<Record<string, string>>> = context.texts.run.leftAlone;
  const order: readonly string[] = Object.keys(names);
  return Object.entries(skippedBy)
    .filter(([, count]) => count > 0)
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([reason, count]) => `${names[reason] ?? reason} (${numberWords(context, count)})`);
}

/** How long a run took; of one that is active, how long it has taken at `at`. */
export function tookWords(context: PageContext, run: RunAnswer, at: string): string {
  const endedAt = run.finishedAt ?? at;
  const seconds = (Date.parse(endedAt) - Date.parse(run.startedAt)) / 1000;
  return shortDuration(context, seconds);
}

type Outcome = 'done' | 'failed' | 'parked' | 'skipped';
export type Tallied = { readonly outcome: Outcome; readonly name: string; readonly count: string };

/** A run's numbers, without failures that there are none of once it is over. */
export function tallied(context: PageContext, run: RunAnswer): Tallied[] {
  const { tally, done } = context.texts.run;
  const names = { done: done[run.kind], ...tally };
  return (['done', 'failed', 'parked', 'skipped'] as const)
    .filter((outcome) => isActive(run) || outcome !== 'failed' || run.failed > 0)
    .map((outcome) => ({
      outcome,
      name: names[outcome],
      count: numberWords(context, run[outcome]),
    }));
}

/** What a run came to in few words, without what there is none of. */
export function resultWords(context: PageContext, run: RunAnswer): string[] {
  if (run.total === 0 && !isActive(run)) return [context.texts.run.empty[run.kind]];
  return tallied(context, run)
    .filter(({ outcome }) => outcome === 'done' || run[outcome] > 0)
    .map(({ name, count }) => context.texts.run.counted(name, count));
}
