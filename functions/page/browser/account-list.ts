import { type AccountAnswer, type AccountsAnswer } from '../../api/account';
import { type AccountSearch } from '../account-search';
import { accountRows, accountTable, type RowExtras } from './account-table';
import { byId, element } from './element';
import { type PageContext } from './page-context';
import { numberWords } from './format';

/** The buttons for a user. Undefined if no user has any. */
export type ActionsFor = ((account: AccountAnswer) => readonly HTMLElement[]) | undefined;

/** Whether a user's password belongs to a Workspace other than the connected one. */
export type IsOther = (account: AccountAnswer) => boolean;

/** `reissues`: the policy has a password replaced that somebody else changed. */
type Showing = {
  readonly actionsFor: ActionsFor;
  readonly isOther: IsOther;
  readonly reissues: boolean;
};

/** The users that were found, page after page, or the reason why there are none. */
export class AccountList {
  readonly #context: PageContext;
  readonly #searchEveryStatus: () => void;
  readonly #title = byId('accounts-title', HTMLElement);
  readonly #target = byId('accounts-list', HTMLElement);
  readonly #untold = this.#title.textContent;
  #showing: Showing = { actionsFor: undefined, isOther: () => false, reissues: false };
  #table: HTMLTableElement | undefined;
  #count = 0;
  #nextPageToken: string | undefined;

  constructor(context: PageContext, searchEveryStatus: () => void) {
    this.#context = context;
    this.#searchEveryStatus = searchEveryStatus;
  }

  get nextPageToken(): string | undefined {
    return this.#nextPageToken;
  }

  /** Shows the first page of a search. Returns the result in words. */
  show(search: AccountSearch, page: AccountsAnswer, showing: Showing): string {
    this.#count = 0;
    this.#showing = showing;
    this.#table = undefined;
    if (page.accounts.length === 0) {
      this.#nextPageToken = undefined;
      this.#target.replaceChildren(...this.#nobody(search));
      this.#target.hidden = false;
      return this.#title.textContent;
    }
    this.#table = accountTable(this.#context, showing.actionsFor !== undefined);
    this.#target.replaceChildren(this.#table);
    this.#target.hidden = false;
    return this.add(page);
  }

  /** Appends another page. Returns the result in words. */
  add({ accounts, nextPageToken }: AccountsAnswer): string {
    this.#nextPageToken = nextPageToken;
    const rows = accounts.map((account) => this.#rows(account));
    this.#table?.append(...rows);
    this.#count += rows.length;
    const { found, foundAndMore } = this.#context.texts.accountList;
    const shown = numberWords(this.#context, this.#count);
    const isAll = nextPageToken === undefined;
    this.#title.textContent = isAll ? found(this.#count, shown) : foundAndMore(shown);
    return this.#title.textContent;
  }

  /** Moves the focus to the first user after the first `count`, where the new page begins. */
  focusAfter(count: number): void {
    this.#table?.querySelectorAll<HTMLElement>('.account-address')[count]?.focus();
  }

  get count(): number {
    return this.#count;
  }

  /** Hides the list when the result of the search is unknown. */
  hide(): void {
    this.#title.textContent = this.#untold;
    this.#target.hidden = true;
  }

  /**
   * Updates one user and shows a note, if wanted in place of the actions. Returns false if the user is no
   * longer in the list.
   */
  update(account: AccountAnswer, note: HTMLElement, withActions: boolean): boolean {
    const old = [...(this.#table?.tBodies ?? [])].find(
      ({ dataset }) => dataset['user'] === account.userId,
    );
    if (!old) return false;
    const hadFocus = old.contains(document.activeElement);
    const extras = this.#extras(account);
    const shown = { ...extras, note, ...(withActions ? {} : { actions: [] }) };
    old.replaceWith(accountRows(this.#context, account, shown));
    if (hadFocus) note.focus();
    return true;
  }

  #rows(account: AccountAnswer): HTMLTableSectionElement {
    return accountRows(this.#context, account, this.#extras(account));
  }

  #extras(account: AccountAnswer): RowExtras {
    const { isOther, actionsFor, reissues } = this.#showing;
    const other = isOther(account);
    const actions = other ? [] : (actionsFor?.(account) ?? []);
    return { isOther: other, reissues, withActions: actionsFor !== undefined, actions };
  }

  #nobody({ query, filter }: AccountSearch): HTMLElement[] {
    const texts = this.#context.texts.accountList;
    if (query === '' && filter === undefined) {
      this.#title.textContent = texts.nobodyYet;
      const path = `/rotation?lang=${this.#context.language}#start-run`;
      return [
        element(
          'div',
          { class: 'nobody' },
          element('p', { class: 'empty' }, texts.nobodyYetText),
          element('p', {}, element('a', { href: path }, texts.toRotation)),
        ),
      ];
    }
    this.#title.textContent = texts.nobody;
    const everyStatus = element('button', { type: 'button', class: 'button quiet' });
    everyStatus.textContent = texts.everyStatus;
    everyStatus.addEventListener('click', this.#searchEveryStatus);
    const checks = query === '' ? [] : texts.checks.map((check) => element('li', {}, check));
    return [
      element(
        'div',
        { class: 'nobody' },
        ...(checks.length > 0
          ? [element('p', {}, element('b', {}, texts.check)), element('ul', {}, ...checks)]
          : []),
        filter && element('p', {}, everyStatus),
      ),
    ];
  }
}
