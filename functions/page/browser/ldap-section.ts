import { type ConfigurationAnswer } from '../../api/configuration';
import { callService, type Outcome } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { announce, byId } from './element';
import { ldapSummary, ldapView } from './ldap-view';
import { type PageContext } from './page-context';
import { hideResult, showProblem } from './problem-view';
import { moveTo, readState } from './state-reading';

/** Shows the state of the connection to Secure LDAP, and checks it again on demand. */
export class LdapSection {
  readonly #context: PageContext;
  readonly #state: ConfigurationState;
  readonly #check = byId('secure-ldap-check', HTMLButtonElement);
  readonly #problem = byId('secure-ldap-problem', HTMLElement);

  constructor(context: PageContext, state: ConfigurationState) {
    this.#context = context;
    this.#state = state;
    state.onChange((configuration) => {
      this.#show(configuration);
    });
    this.#check.addEventListener('click', () => {
      void whileBusy(this.#check, context.texts.secureLdap.checking, () => this.#checkAgain());
    });
  }

  /** Reads the state. After a failure, says so and offers a retry. */
  load(): Promise<Outcome> {
    return readState(this.#context, this.#state, 'secure-ldap');
  }

  /** A change was saved: moves the focus to its result. */
  moveHere(news: string): void {
    moveTo('secure-ldap', news);
  }

  #show({ secureLdap }: ConfigurationAnswer): void {
    byId('secure-ldap-loading', HTMLElement).hidden = true;
    hideResult(this.#problem);
    this.#check.hidden = secureLdap === undefined;
    const view = ldapView(this.#context, secureLdap, new Date());
    byId('secure-ldap-state', HTMLElement).replaceChildren(...view);
  }

  async #checkAgain(): Promise<void> {
    const outcome = await callService({ method: 'POST', path: '/v1/secure-ldap/verification' });
    this.#state.take(outcome);
    if (outcome.kind === 'problem') {
      const label = this.#context.texts.connectForm.reload;
      const action = { label, run: () => void this.load() };
      showProblem(this.#context, this.#problem, outcome, { action });
    } else if (outcome.kind === 'ok' && outcome.configuration.secureLdap) {
      announce(ldapSummary(this.#context, outcome.configuration.secureLdap, new Date()));
    }
  }
}
