import { connectionSection } from './connection-section';
import { disconnectSection } from './disconnect-section';
import { GOOGLE } from './google-links';
import { html, type Markup } from './html';
import { icon } from './icons';
import { connectPanel } from './connect-panel';
import { otherWorkspacesSection } from './other-workspaces-section';
import { localPath, outsideLink, type Page, type Reader } from './layout';
import { panelHead } from './panel-head';

/** The page Google Apps API: the notice, the three panels, and below them the state of the connection. */
export function overviewPage(reader: Reader): Page {
  const { common, panels } = reader.texts;
  return {
    path: '/',
    name: 'overview',
    title: common.productName,
    main: html`<div class="head">
        <h1>${common.productName}</h1>
        <p class="lead">${common.tagline}</p>
      </div>
      ${reader.role === 'viewer' && html`<p class="read-only">${icon('notice')}<span>${common.readOnlyReason}</span></p>`}
      ${notice(reader)}
      <section class="steps-overview" aria-labelledby="steps-title">
        <h2 id="steps-title">${panels.stepsTitle}</h2>
        <p class="prerequisites">
          ${panels.prerequisites}
          ${outsideLink(reader, GOOGLE.cloudConsole, 'console.developers.google.com')} ${panels.and}
          ${outsideLink(reader, GOOGLE.adminConsole, 'admin.google.com')}.
        </p>
        <div class="panels">
          ${stepPanel(reader, 1, '/step-1-google-dev')}
          ${stepPanel(reader, 2, '/step-2-google-admin')} ${connectPanel(reader)}
        </div>
      </section>
      ${connectionSection(reader)} ${otherWorkspacesSection(reader)} ${disconnectSection(reader)}`,
  };
}

function stepPanel(reader: Reader, number: 1 | 2, path: string): Markup {
  const { panels, step1, step2 } = reader.texts;
  const texts = number === 1 ? panels.step1 : panels.step2;
  const outline = number === 1 ? step1.instructions : step2.instructions;
  return html`<section class="panel" id="panel-${number}" aria-labelledby="panel-${number}-title">
    ${panelHead(number, texts.title, panels.stepDone)}
    <p>${texts.text}</p>
    <ol class="outline">
      ${outline.map(({ title }) => html`<li>${title}</li>`)}
    </ol>
    <p class="panel-foot"><a class="button" href="${localPath(reader, path)}">${texts.link}</a></p>
  </section>`;
}

function notice(reader: Reader): Markup {
  const texts = reader.texts.notice;
  const items = (list: readonly string[]): Markup[] => list.map((item) => html`<li>${item}</li>`);
  return html`<section class="notice" aria-labelledby="notice-title">
    <h2 id="notice-title">${icon('notice')}<span>${texts.title}</span></h2>
    <p>${texts.lead} ${outsideLink(reader, GOOGLE.syncNotice, texts.link)}</p>
    <div class="notice-more">
      <details>
        <summary>${texts.stillGoodTitle}</summary>
        <ul>
          ${items(texts.stillGood)}
        </ul>
        <p>${texts.appPasswords}</p>
      </details>
      <details>
        <summary>${texts.rotationTitle}</summary>
        <ul>
          ${items(texts.rotation)}
        </ul>
        <p>
          ${texts.neverTouched} ${outsideLink(reader, GOOGLE.passwordChange, texts.rotationLink)}
        </p>
      </details>
    </div>
  </section>`;
}
