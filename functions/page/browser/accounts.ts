import { type AccountAnswer, type AccountsAnswer } from '../../api/account';
import { isHeldUp } from '../../domain/configuration/verification';
import { type AccountSearch, accountsPath } from '../account-search';
import { AccountList, type ActionsFor } from './account-list';
import { AccountSearchForm } from './account-search-form';
import { askService, callService, type CallProblem } from './api';
import { whileBusy } from './busy';
import { connectedCustomer } from './connected-customer';
import { announce, byId, element, icon } from './element';
import { type PageContext } from './page-context';
import { hideResult, showProblem } from './problem-view';
import { UserActions } from './user-actions';

/** The page Users: searches, shows the users found, and lets a manager rotate or prove one password. */
export function startAccounts(general: PageContext): void {
  const context = withOwnProblems(general);
  new AccountsPage(context, showConnection(context)).begin();
}

/** Some problems have other texts here than on the page of the connection. */
function withOwnProblems(context: PageContext): PageContext {
  const { problems, accountList } = context.texts;
  const byCode = { ...problems.byCode, ...accountList.problems };
  return { ...context, texts: { ...context.texts, problems: { ...problems, byCode } } };
}

/** What the rows need to know of the configuration. */
type Connected = {
  readonly isThere: boolean;
  readonly customerId?: string | undefined;
  /** Secure LDAP is connected. */
  readonly canProve: boolean;
  /** The policy has a drifted password replaced. */
  readonly reissues: boolean;
};

/** Says so if the connection prevents rotation. Returns the connection. */
async function showConnection(context: PageContext): Promise<Connected> {
  const outcome = await callService({ method: 'GET', path: '/v1/configuration' });
  // The list shows the problem itself.
  if (outcome.kind !== 'ok') return { isThere: true, canProve: false, reissues: false };
  const { configured, secureLdap, policy } = outcome.configuration;
  const customerId = connectedCustomer(outcome.configuration);
  const canProve = configured && secureLdap !== undefined;
  const reissues = policy.onDrift === 'reissue';
  const connected: Connected = { isThere: configured, customerId, canProve, reissues };
  const texts = context.texts.accountList;
  if (configured && !isHeldUp(outcome.configuration)) return connected;
  const words = configured ? texts.connectionFails : texts.notConnected;
  const path = `/?lang=${context.language}${configured ? '#connection' : '#panel-1'}`;
  const target = byId('accounts-connection', HTMLElement);
  target.replaceChildren(
    icon('notice'),
    element('span', {}, `${words} `, element('a', { href: path }, texts.connectionLink)),
  );
  target.hidden = false;
  return connected;
}

class AccountsPage {
  readonly #context: PageContext;
  readonly #form: AccountSearchForm;
  readonly #list: AccountList;
  readonly #connected: Promise<Connected>;
  readonly #actions: UserActions | undefined;
  readonly #problem = byId('accounts-problem', HTMLElement);
  readonly #loading = byId('accounts-loading', HTMLElement);
  readonly #moreLine = byId('accounts-more-line', HTMLElement);
  #search: AccountSearch = { query: '' };
  /** Answers may arrive out of order. Only the answer to the newest search counts. */
  #searches = 0;

  constructor(context: PageContext, connected: Promise<Connected>) {
    this.#context = context;
    this.#connected = connected;
    this.#form = new AccountSearchForm((search) => void this.#find(search));
    this.#list = new AccountList(context, () => {
      this.#form.everyStatus();
    });
    const mayAct = document.body.dataset['role'] === 'manager';
    this.#actions = mayAct ? new UserActions(context, this.#list) : undefined;
    const more = byId('accounts-more', HTMLButtonElement);
    more.addEventListener('click', () => {
      void whileBusy(more, context.texts.accountList.loadingMore, () => this.#more());
    });
  }

  begin(): void {
    this.#form.again();
  }

  async #find(search: AccountSearch): Promise<void> {
    const number = (this.#searches += 1);
    this.#search = search;
    const [answer, connected] = await Promise.all([this.#page(), this.#connected]);
    if (number !== this.#searches) return;
    this.#loading.hidden = true;
    if (answer.kind === 'problem') {
      this.#list.hide();
      this.#moreLine.hidden = true;
      this.#failed(answer);
      return;
    }
    hideResult(this.#problem);
    const actions = connected.isThere ? this.#actions : undefined;
    const actionsFor: ActionsFor =
      actions && ((account) => actions.buttonsFor(account, connected.canProve));
    const isOther = ({ customerId }: AccountAnswer): boolean =>
      customerId !== undefined && (connected.customerId ?? customerId) !== customerId;
    const { reissues } = connected;
    announce(this.#list.show(search, answer.json, { actionsFor, isOther, reissues }));
    this.#moreLine.hidden = this.#list.nextPageToken === undefined;
  }

  async #more(): Promise<void> {
    const number = this.#searches;
    const answer = await this.#page(this.#list.nextPageToken);
    if (number !== this.#searches) return;
    if (answer.kind === 'problem') {
      this.#failed(answer);
      return;
    }
    const before = this.#list.count;
    announce(this.#list.add(answer.json));
    this.#list.focusAfter(before);
    this.#moreLine.hidden = this.#list.nextPageToken === undefined;
  }

  async #page(
    pageToken?: string,
  ): Promise<{ readonly kind: 'ok'; readonly json: AccountsAnswer } | CallProblem> {
    const path = accountsPath(this.#search, pageToken);
    const answer = await askService<AccountsAnswer>({ method: 'GET', path }, 'accounts');
    return answer.kind === 'gone'
      ? { kind: 'problem', code: 'unreadable-answer', errors: [] }
      : answer;
  }

  /** Keeps the focus in the search field while the user types there, and announces the problem. */
  #failed(problem: CallProblem): void {
    const { unread, tryAgain } = this.#context.texts.accountList;
    const active = document.activeElement;
    const run = (): void => {
      byId('accounts-title', HTMLElement).focus();
      this.#form.again();
    };
    // The page chose the parameters, so their names do not help the reader.
    showProblem(
      this.#context,
      this.#problem,
      { ...problem, errors: [] },
      {
        before: unread,
        action: { label: tryAgain, run },
      },
    );
    if (active instanceof HTMLInputElement) active.focus();
    announce(unread);
  }
}
