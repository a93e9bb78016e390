import { ACCOUNT_STATUSES } from '../domain/account';
import { PROOF_STANDINGS } from '../domain/passwords/proof-dates';
import { type AccountFilter } from './account-search';
import { GOOGLE } from './google-links';
import { html, type Markup } from './html';
import { icon } from './icons';
import { outsideLink, type Page, type Reader } from './layout';
import { questionDialog } from './question-dialog';

/** The page Users, for the help desk: finds users and shows the status of their passwords. */
export function accountsPage(reader: Reader): Page {
  const { common, accounts } = reader.texts;
  return {
    path: '/accounts',
    name: 'accounts',
    title: common.pages.accounts,
    main: html`<div class="head">
        <h1>${common.pages.accounts}</h1>
        <p class="lead">${accounts.lead}</p>
      </div>
      ${reader.role === 'viewer' && html`<p class="read-only">${icon('notice')}<span>${common.readOnlyReason}</span></p>`}
      <p class="notice plain-notice" id="accounts-connection" hidden></p>
      ${search(reader)} ${results(reader)} ${reader.role === 'manager' && question(reader)}`,
  };
}

type FilterGroup = {
  readonly title: string;
  readonly filters: readonly {
    readonly filter: AccountFilter;
    readonly name: string;
    readonly meaning: string;
  }[];
};

/** What the list can be narrowed to, in words. */
function filterGroups({ texts: { accounts, rotation, drift } }: Reader): readonly FilterGroup[] {
  return [
    {
      title: accounts.status,
      filters: ACCOUNT_STATUSES.map((status) => ({
        filter: `status=${status}`,
        ...accounts.statuses[status],
      })),
    },
    {
      title: rotation.proofs.title,
      filters: PROOF_STANDINGS.map((standing) => {
        const { name, hint } = rotation.proofs[standing];
        return { filter: `proof=${standing}`, name, meaning: hint };
      }),
    },
    {
      title: drift.title,
      filters: [{ filter: 'drifted=true', name: drift.count, meaning: drift.countHint }],
    },
  ];
}

function search(reader: Reader): Markup {
  const { accounts } = reader.texts;
  return html`<form
    class="card"
    id="accounts-search"
    role="search"
    aria-label="${accounts.searchTitle}"
    autocomplete="off"
  >
    <div class="search">
      <div class="field">
        <label for="accounts-query">${accounts.query}</label>
        <input
          id="accounts-query"
          name="query"
          type="search"
          maxlength="320"
          autocapitalize="none"
          spellcheck="false"
          enterkeyhint="search"
          aria-describedby="accounts-query-hint"
        />
        <p class="hint" id="accounts-query-hint">${accounts.queryHint}</p>
      </div>
      <div class="field">
        <label for="accounts-status">${accounts.status}</label>
        <span class="select"
          ><select id="accounts-status" name="status">
            <option value="">${accounts.everyStatus}</option>
            ${filterGroups(reader).map(
              ({ title, filters }) =>
                html`<optgroup label="${title}">
                  ${filters.map(
                    ({ filter, name }) => html`<option value="${filter}">${name}</option>`,
                  )}
                </optgroup>`,
            )}
          </select></span
        >
      </div>
      <button class="button" type="submit">${accounts.search}</button>
    </div>
    <details>
      <summary>${accounts.meaningsTitle}</summary>
      <dl class="meanings">
        ${filterGroups(reader)
          .flatMap(({ filters }) => filters)
          .map(
            ({ name, meaning }) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${meaning}</dd>
              </div>`,
          )}
      </dl>
    </details>
  </form>`;
}

const results = ({ texts: { accounts } }: Reader): Markup =>
  html`<section class="card" id="accounts" aria-labelledby="accounts-title">
    <h2 id="accounts-title" tabindex="-1">${accounts.results}</h2>
    <p id="accounts-loading" class="loading">${accounts.loading}</p>
    <div id="accounts-problem" class="result" tabindex="-1" hidden></div>
    <div id="accounts-list" hidden></div>
    <p id="accounts-more-line" hidden>
      <button class="button quiet" id="accounts-more" type="button">${accounts.more}</button>
    </p>
  </section>`;

/** The confirmation before a rotation. The script names the user. */
function question(reader: Reader): Markup {
  const { accounts } = reader.texts;
  return questionDialog({
    name: 'rotate',
    texts: accounts,
    isDangerous: false,
    content: html`<p>
        <span class="for-readers-only">${accounts.forWhom}</span>
        <b id="rotate-whom"></b>
      </p>
      <p id="rotate-parked" hidden></p>
      <p>${accounts.consequencesLead}</p>
      <ul>
        ${accounts.consequences.map((item) => html`<li>${item}</li>`)}
      </ul>
      <p>${outsideLink(reader, GOOGLE.passwordChange, accounts.consequencesLink)}</p>`,
  });
}
