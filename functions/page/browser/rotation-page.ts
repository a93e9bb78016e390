import { type ConfigurationAnswer } from '../../api/configuration';
import { type OverviewAnswer } from '../../api/overview';
import { type RunAnswer } from '../../api/run';
import { isActive } from '../../domain/runs/run';
import { LiveReading, type LiveState, type Reading } from '../live-reading';
import { type Milestone, milestonesBetween } from '../milestone';
import { askService, type CallProblem } from './api';
import { accountsView, dueView, proofsView } from './counts-view';
import { announce, byId, setText } from './element';
import { failuresView } from './failures-view';
import { goToFragment } from './go-to-fragment';
import { historyView } from './history-view';
import { isNobody, nowView, type RotationState } from './now-view';
import { type PageContext, timeOfDay, timeOfDayExact } from './page-context';
import { percentWords } from './format';
import { StartRunForm } from './start-run-form';
import { enableStop } from './stop-run';
import { update } from './update';

/** The refresh intervals with and without an active run. */
const ACTIVE_PAUSE_MS = 3_000;
const IDLE_PAUSE_MS = 20_000;

/** A reading is small. A slower one is treated as lost, and the next may succeed. */
const READING_TIMEOUT_MS = 15_000;

type Live = LiveState<RotationState, CallProblem>;

/** The page Rotation. It refreshes while it is visible and keeps focus and scroll position. */
export class RotationPage {
  readonly #context: PageContext;
  readonly #reading: LiveReading<RotationState, CallProblem>;
  readonly #isManager = document.body.dataset['role'] === 'manager';
  #startRun: StartRunForm | undefined;
  #shown: RotationState | undefined;
  #inTrouble = false;

  constructor(context: PageContext) {
    this.#context = context;
    this.#reading = new LiveReading(
      {
        read,
        after: (delayMs, run) => {
          const timer = setTimeout(run, delayMs);
          return () => {
            clearTimeout(timer);
          };
        },
        nowMs: () => Date.now(),
        isVisible: () => document.visibilityState === 'visible',
      },
      ({ overview }) => (overview.runs.some(isActive) ? ACTIVE_PAUSE_MS : IDLE_PAUSE_MS),
      (state) => {
        this.#show(state);
      },
    );
    document.addEventListener('visibilitychange', () => {
      this.#reading.visibilityChanged();
    });
    byId('try-now', HTMLButtonElement).addEventListener('click', () => {
      byId('now-title', HTMLElement).focus(); // the button is removed
      void this.refresh();
    });
    if (this.#isManager) {
      const readAnew = (): Promise<void> => this.refresh();
      this.#startRun = new StartRunForm(context, readAnew);
      enableStop(context, (runId) => this.#run(runId), readAnew);
    }
    void this.refresh();
  }

  refresh(): Promise<void> {
    return this.#reading.refresh();
  }

  #run(runId: string): RunAnswer | undefined {
    return this.#shown?.overview.runs.find((run) => run.runId === runId);
  }

  #show({ latest, trouble }: Live): void {
    byId('now-loading', HTMLElement).hidden = true;
    this.#showTrouble(latest, trouble);
    if (!latest || trouble) return;
    const { json: state, atMs } = latest;
    const context = this.#context;
    const { overview, configuration } = state;
    setText(
      byId('as-of', HTMLElement),
      context.texts.rotation.asOf(timeOfDayExact(context, new Date(atMs))),
    );
    fill('now', ...nowView(context, state, this.#isManager));
    if (!isBlank(overview)) {
      fill('accounts', accountsView(context, overview));
      fill('due', dueView(context, overview));
      fill('proofs', ...proofsView(context, overview));
      byId('proofs', HTMLElement).hidden = overview.secureLdap === undefined;
      fill('failures', ...failuresView(context, overview));
      fill('history', historyView(context, overview));
    }
    const mayProve = overview.secureLdap !== undefined;
    const kind = isNobody(overview) ? 'issue' : 'rotate';
    this.#startRun?.offer(configuration.configured, kind, mayProve);
    this.#tellNews(overview);
    if (!this.#shown) goToFragment();
    this.#shown = state;
  }

  #showTrouble(latest: Live['latest'], trouble: Live['trouble']): void {
    const { rotation, problems } = this.#context.texts;
    byId('unread', HTMLElement).hidden = trouble === undefined;
    if (trouble) {
      const byCode: Readonly<Partial<Record<string, { what: string; todo: string }>>> =
        problems.byCode;
      const why = byCode[trouble.problem.code] ?? problems.byCode.internal;
      const at = (ms: number): string => timeOfDay(this.#context, new Date(ms));
      byId('unread-text', HTMLElement).textContent = [
        rotation.unread,
        why.what,
        why.todo,
        ...(latest ? [rotation.shownAsOf(at(latest.atMs))] : []),
        rotation.nextTry(timeOfDayExact(this.#context, new Date(trouble.nextTryAtMs))),
      ].join(' ');
      if (!this.#inTrouble) announce(rotation.unread);
    } else if (this.#inTrouble) announce(rotation.upToDate);
    this.#inTrouble = trouble !== undefined;
  }

  #tellNews({ runs }: OverviewAnswer): void {
    if (!this.#shown) return;
    const milestones = milestonesBetween(this.#shown.overview.runs, runs);
    if (milestones.length === 0) return;
    announce(milestones.map((milestone) => newsOf(this.#context, milestone)).join(' '));
  }
}

/** Nothing has happened yet: every number would be zero. */
const isBlank = ({ accounts, runs }: OverviewAnswer): boolean =>
  runs.length === 0 && Object.values(accounts).every((count) => count === 0);

function fill(id: string, ...content: readonly HTMLElement[]): void {
  update(byId(`${id}-content`, HTMLElement), ...content);
  byId(id, HTMLElement).hidden = false;
}

function newsOf(context: PageContext, milestone: Milestone): string {
  const { runs, news } = context.texts.rotation;
  const run = runs[milestone.run.kind];
  switch (milestone.kind) {
    case 'started':
      return news.started(run);
    case 'goes-on':
      return news.goesOn(run);
    case 'ended':
      return milestone.run.state === 'stopped' ? news.stopped(run) : news.finished(run);
    case 'waits':
      return context.texts.run.waits[milestone.waitingFor].what;
    case 'quarter':
      return news.percent(run, percentWords(context, milestone.percent / 100));
  }
}

async function read(): Promise<Reading<RotationState, CallProblem>> {
  const call = { method: 'GET', timeoutMs: READING_TIMEOUT_MS } as const;
  const [overview, configuration] = await Promise.all([
    askService<OverviewAnswer>({ ...call, path: '/v1/overview' }, 'runs'),
    askService<ConfigurationAnswer>({ ...call, path: '/v1/configuration' }, 'policy'),
  ]);
  const gone: CallProblem = { kind: 'problem', code: 'unreadable-answer', errors: [] };
  if (overview.kind !== 'ok') return trouble(overview.kind === 'gone' ? gone : overview);
  if (configuration.kind !== 'ok')
    return trouble(configuration.kind === 'gone' ? gone : configuration);
  return { kind: 'ok', json: { overview: overview.json, configuration: configuration.json } };
}

const trouble = (problem: CallProblem): Reading<RotationState, CallProblem> => ({
  kind: 'problem',
  problem,
});
