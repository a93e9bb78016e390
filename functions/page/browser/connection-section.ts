import { type ConfigurationAnswer } from '../../api/configuration';
import { recheckDelayMs } from '../recheck';
import { callService, type Outcome } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { connectionView } from './connection-view';
import { announce, byId, setText } from './element';
import { type PageContext, timeOfDay } from './page-context';
import { hideResult, showProblem } from './problem-view';
import { moveTo, readState } from './state-reading';

/**
 * Shows the state of the connection and checks it again: on demand, and automatically with growing delays
 * while Google may only need time and the page is visible.
 */
export class ConnectionSection {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #checkAgain = byId('check-again', HTMLButtonElement);
  readonly #problem = byId('connection-problem', HTMLElement);
  #timer: number | undefined;
  #checksDone = 0;

  constructor(context: PageContext, state: ConfigurationState) {
    this.#context = context;
    this.#state = state;
    state.onChange((configuration) => {
      this.#show(configuration);
    });
    this.#checkAgain.addEventListener('click', () => {
      this.#checksDone = 0;
      const { checking } = context.texts.connection;
      void whileBusy(this.#checkAgain, checking, () => this.#check(true));
    });
    document.addEventListener('visibilitychange', () => {
      this.#schedule();
    });
  }

  /** Reads the state. After a failure, says so and offers a retry. */
  load(): Promise<Outcome> {
    return readState(this.#context, this.#state, 'connection');
  }

  /** A change was saved: restarts the automatic checks if Google may only need time. */
  beginAnew(): void {
    this.#checksDone = 0;
    this.#schedule();
  }

  /** A change was saved: moves the focus to its result and restarts the checks. */
  moveHere(news: string): void {
    this.beginAnew();
    moveTo('connection', news);
  }

  #show(configuration: ConfigurationAnswer): void {
    byId('connection-loading', HTMLElement).hidden = true;
    hideResult(this.#problem);
    this.#checkAgain.hidden = !configuration.configured;
    const target = byId('connection-state', HTMLElement);
    target.replaceChildren(...connectionView(this.#context, configuration));
    this.#schedule();
  }

  async #check(asked: boolean): Promise<void> {
    const texts = this.#context.texts.connection;
    const before = this.#state.configuration?.verification?.state;
    const outcome = await callService({ method: 'POST', path: '/v1/configuration/verification' });
    this.#state.take(outcome);
    if (outcome.kind === 'ok') {
      const now = outcome.configuration.verification?.state ?? 'unchecked';
      if (asked || now !== before) announce(texts.summary[now]);
    } else if (outcome.kind === 'problem' && asked) {
      const action = { label: texts.tryAgain, run: () => void this.load() };
      showProblem(this.#context, this.#problem, outcome, { action });
    } else this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const waiting = this.#state.configuration?.verification?.state === 'waiting';
    const next = byId('next-check', HTMLElement);
    if (!waiting || document.visibilityState === 'hidden') {
      setText(next, undefined);
      return;
    }
    const delayMs = recheckDelayMs(this.#checksDone);
    const at = timeOfDay(this.#context, new Date(Date.now() + delayMs));
    setText(next, this.#context.texts.connection.nextCheck(at));
    this.#timer = setTimeout(() => {
      this.#checksDone += 1;
      void this.#check(false);
    }, delayMs);
  }
}
