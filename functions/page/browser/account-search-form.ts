import { ACCOUNT_STATUSES } from '../../domain/account';
import {
  type AccountSearch,
  addressOfSearch,
  isSameSearch,
  searchOfAddress,
  tidy,
} from '../account-search';
import { byId } from './element';

/** How long after the last key a search begins by itself. */
const TYPING_MS = 350;

/** The form that says whom to look for, and the page's address, which says the same. */
export class AccountSearchForm {
  readonly #query = byId('accounts-query', HTMLInputElement);
  readonly #status = byId('accounts-status', HTMLSelectElement);
  readonly #search: (search: AccountSearch) => void;
  #searched: AccountSearch;
  #timer: number | undefined;

  /** `search` is told of every search, the same one again only when somebody asks for it. */
  constructor(search: (search: AccountSearch) => void) {
    this.#search = search;
    this.#searched = searchOfAddress(new URLSearchParams(location.search));
    this.#query.value = this.#searched.query;
    this.#status.value = this.#searched.status ?? '';
    this.#query.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        if (!isSameSearch(this.#entered(), this.#searched)) this.again();
      }, TYPING_MS);
    });
    this.#status.addEventListener('change', () => {
      this.again();
    });
    byId('accounts-search', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.again();
    });
  }

  /** Searches for what is entered, now. */
  again(): void {
    clearTimeout(this.#timer);
    this.#searched = this.#entered();
    this.#intoAddresses();
    this.#search(this.#searched);
  }

  everyStatus(): void {
    this.#status.value = '';
    this.#query.focus();
    this.again();
  }

  #entered(): AccountSearch {
    const status = ACCOUNT_STATUSES.find((known) => known === this.#status.value);
    return { query: tidy(this.#query.value), ...(status ? { status } : {}) };
  }

  /** The address can be sent to a colleague, and the other language keeps the search. */
  #intoAddresses(): void {
    const address = (parameters: string): string =>
      location.pathname + addressOfSearch(new URLSearchParams(parameters), this.#searched);
    history.replaceState(null, '', address(location.search));
    for (const link of document.querySelectorAll<HTMLAnchorElement>('.languages a')) {
      link.href = address(link.search);
    }
  }
}
