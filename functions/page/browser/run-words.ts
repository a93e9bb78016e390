import { type ForecastAnswer } from '../../api/forecast';
import { type RunAnswer } from '../../api/run';
import { isActive, SCHEDULE } from '../../domain/runs/run';
import { type PageContext } from './page-context';
import { numberWords, shortDuration } from './format';

/** The users of a run, and its action if it is not a rotation. */
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

/**
 * The reasons for skipped users and the number for each. An unknown reason of a newer release appears as
 * its code.
 */
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

/** The duration of a run. For an active run, the time from its start to `at`. */
export function tookWords(context: PageContext, run: RunAnswer, at: string): string {
  const endedAt = run.finishedAt ?? at;
  const seconds = (Date.parse(endedAt) - Date.parse(run.startedAt)) / 1000;
  return shortDuration(context, seconds);
}

type Outcome = 'done' | 'failed' | 'parked' | 'skipped';
export type Tallied = { readonly outcome: Outcome; readonly name: string; readonly count: string };

/** The numbers of a run. A finished run without failures omits them. */
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

/** The result of a run in short form, without zero counts. */
export function resultWords(context: PageContext, run: RunAnswer): string[] {
  if (run.total === 0 && !isActive(run)) return [context.texts.run.empty[run.kind]];
  return tallied(context, run)
    .filter(({ outcome }) => outcome === 'done' || run[outcome] > 0)
    .map(({ name, count }) => context.texts.run.counted(name, count));
}
