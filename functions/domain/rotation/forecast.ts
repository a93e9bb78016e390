import { PageDecider } from './decide-page';
import { type GoogleFailure } from '../google-failure';
import { type Again, type Later, openRotation, type RotateAccountPorts } from './rotation-open';
import { type Run, type RunScope, type SkipReason } from './run';
import { namedAfter, newRun } from './run-progress';
import { secondsForAccounts, viewRun } from './run-view';
import { type EpochMs } from '../time';

export type ForecastPorts = RotateAccountPorts & { readonly ceilingPerSecond: number };

/**
 * What a run would do. `exact`: everybody was looked at; otherwise there was no time for it, and
 * `users` counts the rest as if nobody were left alone.
 */
export type Forecast = {
  readonly kind: 'forecast';
  readonly users: number;
  readonly excluded: Readonly<Partial<Record<SkipReason, number>>>;
  readonly estimatedSeconds: number;
  readonly exact: boolean;
};

export type ForecastResult =
  | Forecast
  | { readonly kind: 'not-configured' | 'configuration-failing' }
  | { readonly kind: 'google-failed'; readonly failure: GoogleFailure };

/** Counts whom a run would rotate and whom it would leave alone, by the planner's own rules. Changes nothing. */
export async function forecast(
  ports: ForecastPorts,
  { scope, by }: { readonly scope: RunScope; readonly by: string },
  until: EpochMs,
): Promise<ForecastResult> {
  const { connection } = await ports.configurations.read();
  if (connection === undefined) return { kind: 'not-configured' };
  const open = await openRotation(ports, { startedBy: by });
  if (open.kind !== 'open') return notOpen(open);
  const goOn = (): boolean => ports.clock.now() < until;
  const pages = new PageDecider(ports, () => Promise.resolve(goOn()));
  const now = ports.clock.now();
  const begin = newRun({ scope, startedBy: by, now }, open.configuration.policy, (count) =>
    ports.randomBytes(count),
  );
  let run: Run = { ...begin, state: 'planning' };
  const excluded: Partial<Record<SkipReason, number>> = {};
  let allSeen = true;
  do {
    const page = await pages.next(open, run);
    if (page.kind === 'failed') return { kind: 'google-failed', failure: page.failure };
    for (const { reason } of page.value.skips) excluded[reason] = (excluded[reason] ?? 0) + 1;
    const { next, tasks } = page.value;
    allSeen &&= tasks.every(({ unseen }) => !unseen);
    const { cursor: _, ...rest } = run;
    run = {
      ...rest,
      enqueued: run.enqueued + tasks.length,
      named: namedAfter(run, page.value),
      skipped: excluded,
      ...(next === undefined ? { state: 'running' } : { cursor: next }),
    };
  } while (run.state !== 'running' && goOn());
  const { progress } = await viewRun(ports, run);
  const users = progress.total - sum(excluded);
  const estimatedSeconds = await secondsForAccounts(ports, users, now);
  const exact = run.state === 'running' && allSeen;
  return { kind: 'forecast', users, excluded, estimatedSeconds, exact };
}

function notOpen(held: Later | Again): ForecastResult {
  if (held.kind === 'later') {
    return held.waitingFor === 'configuration'
      ? { kind: 'configuration-failing' }
      : failed('quota-exceeded');
  }
  return held.code === 'not-configured' ? { kind: 'not-configured' } : failed(held.code);
}

const failed = (code: GoogleFailure['code']): ForecastResult => ({
  kind: 'google-failed',
  failure: { code },
});

const sum = (counts: Readonly<Partial<Record<SkipReason, number>>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
