import {
  type AccountSearch,
  addressOfSearch,
  FILTERS,
  isSameSearch,
  searchOfAddress,
  tidy,
} from '../account-search';
import { byId } from './element';

/** The time after the last keystroke until a search starts automatically. */
const TYPING_MS = 350;

/** The search form. The page's URL contains the same search. */
export class AccountSearchForm {
  readonly #query = byId('accounts-query', HTMLInputElement);
  readonly #status = byId('accounts-status', HTMLSelectElement);
  readonly #search: (search: AccountSearch) => void;
  #searched: AccountSearch;
  #timer: number | undefined;

  /** `search` is called for every search. The same search is repeated only on request. */
  constructor(search: (search: AccountSearch) => void) {
    this.#search = search;
    this.#searched = searchOfAddress(new URLSearchParams(location.search));
    this.#query.value = this.#searched.query;
    this.#status.value = this.#searched.filter ?? '';
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

  /** Searches immediately for the current input. */
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
    const filter = FILTERS.find((known) => known === this.#status.value);
    return { query: tidy(this.#query.value), ...(filter ? { filter } : {}) };
  }

  /**
   * Writes the search into the page's URL, for sharing, and into the language links, so that it survives a
   * change of language.
   */
  #intoAddresses(): void {
    const address = (parameters: string): string =>
      location.pathname + addressOfSearch(new URLSearchParams(parameters), this.#searched);
    history.replaceState(null, '', address(location.search));
    for (const link of document.querySelectorAll<HTMLAnchorElement>('.languages a')) {
      link.href = address(link.search);
    }
  }
}
