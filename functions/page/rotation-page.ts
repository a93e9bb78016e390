import { html, type Markup } from './html';
import { icon } from './icons';
import { localPath, type Page, type Reader } from './layout';
import { type Past, pastSection } from './past-section';
import { startRunSection } from './start-run-section';
import { stopDialog } from './stop-dialog';

/**
 * The page Rotation: runs, users due, failures, and the form that starts a run, which the script fills, and
 * pictures of the last days.
 */
export function rotationPage(reader: Reader, past: Past): Page {
  const { common, rotation } = reader.texts;
  const isManager = reader.role === 'manager';
  return {
    path: '/rotation',
    name: 'rotation',
    title: common.pages.rotation,
    main: html`<div class="head">
        <h1>${common.pages.rotation}</h1>
        <p class="lead">${rotation.lead}</p>
      </div>
      ${reader.role === 'viewer' && html`<p class="read-only">${icon('notice')}<span>${common.readOnlyReason}</span></p>`}
      ${nowSection(reader)}
      <div class="side-by-side">
        ${filled('accounts', rotation.accounts, seeUsers(reader))}
        <div class="stack">
          ${filled('due', rotation.dueTitle)} ${filled('proofs', rotation.proofs.title)}
        </div>
      </div>
      ${isManager && startRunSection(reader)} ${filled('failures', rotation.failures)}
      ${pastSection(reader, past)} ${filled('history', rotation.history)}
      ${isManager && stopDialog(reader)}`,
  };
}

function nowSection(reader: Reader): Markup {
  const { rotation } = reader.texts;
  return html`<section class="card" id="now" aria-labelledby="now-title">
    <div class="card-head">
      <h2 id="now-title" tabindex="-1">${rotation.now}</h2>
      <p class="hint" id="as-of" hidden></p>
    </div>
    <div class="result bad" id="unread" hidden>
      <p id="unread-text"></p>
      <p>
        <button class="button small quiet" id="try-now" type="button">${rotation.tryNow}</button>
      </p>
    </div>
    <p class="loading" id="now-loading">${rotation.loading}</p>
    <div class="runs" id="now-content"></div>
  </section>`;
}

/** A section that appears with its first content. */
const filled = (id: string, title: string, foot?: Markup): Markup =>
  html`<section class="card" id="${id}" aria-labelledby="${id}-title" hidden>
    <h2 id="${id}-title">${title}</h2>
    <div id="${id}-content"></div>
    ${foot}
  </section>`;

const seeUsers = (reader: Reader): Markup =>
  html`<p><a href="${localPath(reader, '/accounts')}">${reader.texts.rotation.seeUsers}</a></p>`;
