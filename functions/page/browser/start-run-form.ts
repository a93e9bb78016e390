import { type ForecastAnswer } from '../../api/forecast';
import { type RunRequest, type RunStarted } from '../../api/run';
import { RUN_KINDS, type RunKind } from '../../domain/runs/run';
import { chosenScope, SCOPE_CHOICES, type ScopeChoice, type ScopeFault } from '../chosen-scope';
import { askService, type CallProblem } from './api';
import { whileBusy } from './busy';
import { announce, byId } from './element';
import { type AskedRun, forecastView, startWords } from './forecast-view';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';
import { hideResult, showSuccess } from './problem-view';
import { numberWords } from './format';
import { rotationProblem } from './rotation-problem';

const PATHS: Readonly<Record<RunKind, string>> = {
  rotate: '/v1/rotations',
  issue: '/v1/issuances',
  prove: '/v1/proofs',
};

/**
 * Starts a run: choose the kind and the users, see the forecast, then start. `readAnew` refreshes the
 * active runs.
 */
export class StartRunForm {
  readonly #context: PageContext;
  readonly #readAnew: () => Promise<void>;
  readonly #section = byId('start-run', HTMLElement);
  readonly #form = byId('start-run-form', HTMLFormElement);
  readonly #unit = byId('scope-orgUnit', HTMLInputElement);
  readonly #list = byId('scope-list', HTMLTextAreaElement);
  readonly #result = byId('start-run-result', HTMLElement);
  readonly #forecast = byId('forecast', HTMLElement);
  readonly #begin = byId('begin-run', HTMLButtonElement);
  /** The run that the visible forecast describes. Exactly this run is started. */
  #foreseen: AskedRun | undefined;
  #isTouched = false;

  constructor(context: PageContext, readAnew: () => Promise<void>) {
    this.#context = context;
    this.#readAnew = readAnew;
    const foresee = byId('foresee', HTMLButtonElement);
    const texts = context.texts.startRun;
    this.#form.addEventListener('input', ({ target }) => {
      this.#isTouched = true;
      if (target instanceof HTMLInputElement && target.name === 'kind') this.#kindChanged();
      this.#changed();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void whileBusy(foresee, texts.foreseeing, () => this.#foresee());
    });
    this.#begin.addEventListener('click', () => {
      void whileBusy(this.#begin, texts.starting, () => this.#start());
    });
    byId('forecast-cancel', HTMLButtonElement).addEventListener('click', () => {
      this.#forget();
      foresee.focus();
    });
    this.#changed(); // a browser may restore the choices after a reload
  }

  /**
   * Shows or hides the form, and the choice of proofs. Preselects the most useful kind until the reader makes a
   * choice.
   */
  offer(isPossible: boolean, kind: RunKind, mayProve: boolean): void {
    this.#section.hidden = !isPossible;
    byId('kind-prove', HTMLElement).hidden = !mayProve && this.#kind !== 'prove';
    if (this.#isTouched || !isPossible || this.#kind === kind) return;
    this.#radios('kind').value = kind;
    this.#kindChanged();
    this.#changed();
  }

  #radios(name: 'kind' | 'scope'): RadioNodeList {
    return this.#form.elements.namedItem(name) as RadioNodeList;
  }

  get #kind(): RunKind {
    const { value } = this.#radios('kind');
    return RUN_KINDS.find((kind) => kind === value) ?? 'rotate';
  }

  get #choice(): ScopeChoice {
    const { value } = this.#radios('scope');
    return SCOPE_CHOICES.find((choice) => choice === value) ?? 'due';
  }

  /** Only a user with a password can be due. A unit and a list mean the same for all kinds. */
  #kindChanged(): void {
    const choice = this.#choice;
    if (choice === 'orgUnit' || choice === 'list') return;
    this.#radios('scope').value = this.#kind === 'issue' ? 'all' : 'due';
  }

  /** Discards the forecast after a change. */
  #changed(): void {
    const [kind, choice] = [this.#kind, this.#choice];
    for (const part of this.#form.querySelectorAll<HTMLElement>('[data-only]')) {
      part.hidden = !(part.dataset['only'] ?? '').split(' ').includes(kind);
    }
    byId('orgUnit-field', HTMLElement).hidden = choice !== 'orgUnit';
    byId('list-field', HTMLElement).hidden = choice !== 'list';
    this.#mark(undefined);
    hideResult(this.#result);
    this.#forget();
  }

  #forget(): void {
    this.#foreseen = undefined;
    this.#forecast.hidden = true;
  }

  async #foresee(): Promise<void> {
    this.#isTouched = true;
    hideResult(this.#result);
    this.#forget();
    const chosen = chosenScope(this.#choice, this.#unit.value, this.#list.value);
    this.#mark(chosen.kind === 'fault' ? chosen.fault : undefined);
    if (chosen.kind === 'fault') return;
    const { scope } = chosen;
    const asked = { kind: this.#kind, scope };
    const answer = await askService<ForecastAnswer>(
      {
        method: 'POST',
        path: `${PATHS[asked.kind]}/forecast`,
        body: { scope } satisfies RunRequest,
      },
      'estimatedSeconds',
    );
    const { notForeseen } = this.#context.texts.startRun;
    if (answer.kind === 'problem') {
      rotationProblem(this.#context, this.#result, answer, notForeseen);
    } else if (answer.kind === 'ok' && this.#isStillChosen(asked)) this.#show(asked, answer.json);
  }

  /** Whether the choices are still the same, because the reader may have changed them meanwhile. */
  #isStillChosen({ kind, scope }: AskedRun): boolean {
    const chosen = chosenScope(this.#choice, this.#unit.value, this.#list.value);
    return (
      kind === this.#kind &&
      chosen.kind === 'scope' &&
      JSON.stringify(chosen.scope) === JSON.stringify(scope)
    );
  }

  #show(asked: AskedRun, forecast: ForecastAnswer): void {
    const words = startWords(this.#context, forecast, asked);
    this.#foreseen = asked;
    byId('forecast-content', HTMLElement).replaceChildren(
      ...forecastView(this.#context, forecast, asked),
    );
    this.#begin.textContent = words ?? '';
    this.#begin.hidden = words === undefined;
    this.#forecast.hidden = false;
    byId('forecast-title', HTMLElement).focus();
  }

  async #start(): Promise<void> {
    const asked = this.#foreseen;
    if (asked === undefined) return;
    const answer = await askService<RunStarted>(
      {
        method: 'POST',
        path: PATHS[asked.kind],
        body: { scope: asked.scope } satisfies RunRequest,
      },
      'runId',
    );
    this.#forget();
    if (answer.kind === 'problem') {
      await this.#notBegun(answer);
      return;
    }
    const { started } = this.#context.texts.startRun;
    showSuccess(this.#result, started);
    announce(started);
    await this.#readAnew();
    const title = byId('now-title', HTMLElement);
    title.focus();
    title.scrollIntoView({ block: 'start' });
  }

  async #notBegun(problem: CallProblem): Promise<void> {
    const { notStarted, perhapsStarted } = this.#context.texts.startRun;
    const unknown = problem.code === 'no-answer' || problem.code === 'unreadable-answer';
    if (unknown) await this.#readAnew();
    rotationProblem(this.#context, this.#result, problem, unknown ? perhapsStarted : notStarted);
  }

  /** Shows the error beside the field and moves the focus there. */
  #mark(fault: ScopeFault | undefined): void {
    const words = fault && this.#faultWords(fault);
    const inUnit = fault?.kind.startsWith('unit') ?? false;
    const unitFault = byId('scope-orgUnit-fault', HTMLElement);
    markFault(this.#unit, unitFault, inUnit ? words : undefined);
    markFault(this.#list, byId('scope-list-fault', HTMLElement), inUnit ? undefined : words);
    if (words !== undefined) {
      announce(words);
      (inUnit ? this.#unit : this.#list).focus();
    }
  }

  #faultWords(fault: ScopeFault): string {
    const { faults } = this.#context.texts.startRun;
    if (fault.kind === 'too-many')
      return faults[fault.kind](numberWords(this.#context, fault.count));
    return faults[fault.kind]('line' in fault ? fault.line : '');
  }
}
