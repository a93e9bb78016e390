import { type RunScope } from '../../domain/rotation/run';
import { chosenScope, SCOPE_CHOICES, type ScopeChoice, type ScopeFault } from '../chosen-scope';
import { type ForecastJson } from '../overview-json';
import { askService, type CallProblem } from './api';
import { whileBusy } from './busy';
import { announce, byId } from './element';
import { forecastView } from './forecast-view';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';
import { hideResult, showSuccess } from './problem-view';
import { numberWords } from './quantities';
import { rotationProblem } from './rotation-problem';

/** Rotating now: whom, then what it would do, then the start. `readAnew` shows what runs. */
export function enableRotateNow(context: PageContext, readAnew: () => Promise<void>): void {
  new RotateNowForm(context, readAnew);
}

class RotateNowForm {
  readonly #context: PageContext;
  readonly #readAnew: () => Promise<void>;
  readonly #form = byId('rotate-now-form', HTMLFormElement);
  readonly #unit = byId('scope-orgUnit', HTMLInputElement);
  readonly #list = byId('scope-list', HTMLTextAreaElement);
  readonly #result = byId('rotate-now-result', HTMLElement);
  readonly #forecast = byId('forecast', HTMLElement);
  readonly #start = byId('start-rotation', HTMLButtonElement);
  /** What the forecast that is shown is for: exactly this is started. */
  #foreseen: RunScope | undefined;

  constructor(context: PageContext, readAnew: () => Promise<void>) {
    this.#context = context;
    this.#readAnew = readAnew;
    const foresee = byId('foresee', HTMLButtonElement);
    const texts = context.texts.rotateNow;
    this.#form.addEventListener('input', () => {
      this.#changed();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void whileBusy(foresee, texts.foreseeing, () => this.#foresee());
    });
    this.#start.addEventListener('click', () => {
      void whileBusy(this.#start, texts.starting, () => this.#begin());
    });
    byId('forecast-cancel', HTMLButtonElement).addEventListener('click', () => {
      this.#forget();
      foresee.focus();
    });
    this.#changed(); // a browser may bring back what was chosen before a reload
  }

  get #choice(): ScopeChoice {
    const { value } = this.#form.elements.namedItem('scope') as RadioNodeList;
    return SCOPE_CHOICES.find((choice) => choice === value) ?? 'due';
  }

  /** What was foreseen holds no more. */
  #changed(): void {
    const choice = this.#choice;
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
    hideResult(this.#result);
    this.#forget();
    const chosen = chosenScope(this.#choice, this.#unit.value, this.#list.value);
    this.#mark(chosen.kind === 'fault' ? chosen.fault : undefined);
    if (chosen.kind === 'fault') return;
    const { scope } = chosen;
    const answer = await askService<ForecastJson>(
      { method: 'POST', path: '/v1/rotations/forecast', body: { scope } },
      'estimatedSeconds',
    );
    const { notForeseen } = this.#context.texts.rotateNow;
    if (answer.kind === 'problem') {
      rotationProblem(this.#context, this.#result, answer, notForeseen);
    } else if (answer.kind === 'ok' && this.#isStillChosen(scope)) this.#show(scope, answer.json);
  }

  /** Somebody may have gone on choosing meanwhile. */
  #isStillChosen(scope: RunScope): boolean {
    const chosen = chosenScope(this.#choice, this.#unit.value, this.#list.value);
    return chosen.kind === 'scope' && JSON.stringify(chosen.scope) === JSON.stringify(scope);
  }

  #show(scope: RunScope, forecast: ForecastJson): void {
    const { start, startAtMost } = this.#context.texts.rotateNow;
    const { users, exact } = forecast;
    const shown = numberWords(this.#context, users);
    this.#foreseen = scope;
    byId('forecast-content', HTMLElement).replaceChildren(
      ...forecastView(this.#context, forecast, scope),
    );
    this.#start.textContent = exact ? start(users, shown) : startAtMost(shown);
    this.#start.hidden = users === 0;
    this.#forecast.hidden = false;
    byId('forecast-title', HTMLElement).focus();
  }

  async #begin(): Promise<void> {
    const scope = this.#foreseen;
    if (scope === undefined) return;
    const answer = await askService<{ runId: string }>(
      { method: 'POST', path: '/v1/rotations', body: { scope } },
      'runId',
    );
    this.#forget();
    if (answer.kind === 'problem') {
      await this.#notBegun(answer);
      return;
    }
    const { started } = this.#context.texts.rotateNow;
    showSuccess(this.#result, started);
    announce(started);
    await this.#readAnew();
    const title = byId('now-title', HTMLElement);
    title.focus();
    title.scrollIntoView({ block: 'start' });
  }

  async #notBegun(problem: CallProblem): Promise<void> {
    const { notStarted, perhapsStarted } = this.#context.texts.rotateNow;
    const unknown = problem.code === 'no-answer' || problem.code === 'unreadable-answer';
    if (unknown) await this.#readAnew();
    rotationProblem(this.#context, this.#result, problem, unknown ? perhapsStarted : notStarted);
  }

  /** Says beside the field what is wrong with it, and goes there. */
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
    const { faults } = this.#context.texts.rotateNow;
    if (fault.kind === 'too-many')
      return faults[fault.kind](numberWords(this.#context, fault.count));
    return faults[fault.kind]('line' in fault ? fault.line : '');
  }
}
