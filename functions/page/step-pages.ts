import { DIRECTORY_SCOPE } from '../domain/configuration/delegation';
import { html, type Markup } from './html';
import { icon } from './icons';
import { GOOGLE } from './google-links';
import { localPath, type Page, type Reader } from './layout';
import { ownRoleSection } from './own-role-section';
import { copyLine, instructions } from './step-parts';

/**
 * Step 1: Google Dev. How to create the service account and its key, and what to do if Google forbids keys.
 */
export function step1Page(reader: Reader): Page {
  const texts = reader.texts.step1;
  const { blocked } = texts;
  return {
    path: '/step-1-google-dev',
    name: 'step-1',
    title: texts.title,
    main: html`${head(reader, texts.title, texts.lead)} ${instructions(texts.instructions)}
      <section class="card aside" aria-labelledby="blocked-title">
        <h2 id="blocked-title">${blocked.title}</h2>
        <p>${blocked.why}</p>
        ${
          reader.keyless
            ? html`<p>${blocked.offered}</p>
                ${copyLine(reader, 'own-client-id', texts.clientIdTitle, reader.keyless.clientId)}`
            : html`<p>${blocked.notOffered}</p>`
        }
        <p>${blocked.exception}</p>
      </section>
      ${done(reader, 1, reader.keyless ? texts.doneHintKeyless : texts.doneHint)}`,
  };
}

/** Step 2: Google Admin. How to authorise the service account, and which user it should act as. */
export function step2Page(reader: Reader): Page {
  const texts = reader.texts.step2;
  return {
    path: '/step-2-google-admin',
    name: 'step-2',
    title: texts.title,
    main: html`${head(reader, texts.title, texts.lead)} ${values(reader)}
      ${instructions(texts.instructions)}
      <p class="notice plain-notice">${icon('notice')}<span>${texts.power}</span></p>
      ${ownRoleSection(reader)} ${done(reader, 2, texts.doneHint)}`,
  };
}

const head = (reader: Reader, title: string, lead: string): Markup =>
  html`<div class="head">
    <p class="back"><a href="${localPath(reader, '/')}">← ${reader.texts.common.back}</a></p>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
  </div>`;

/** Marks the step as done, in this browser only, and links back to the next panel. */
const done = (reader: Reader, step: 1 | 2, hint: string): Markup =>
  html`<div class="done">
    <p>${hint}</p>
    <a class="button" href="${localPath(reader, '/', `#panel-${step + 1}`)}" data-done="${step}"
      >${reader.texts.common.done}</a
    >
  </div>`;

function values(reader: Reader): Markup {
  const texts = reader.texts.step2.values;
  const { common } = reader.texts;
  return html`<section class="card values" aria-labelledby="values-title">
    <h2 id="values-title">${texts.title}</h2>
    <div class="field">
      <label for="client-id">${common.clientId}</label>
      <input
        id="client-id"
        class="code"
        type="text"
        inputmode="numeric"
        maxlength="40"
        autocomplete="off"
        aria-describedby="client-id-fault client-id-hint"
      />
      <div class="buttons">
        <button class="button small quiet" type="button" data-copy="client-id">
          ${common.copy}<span class="for-readers-only"> ${common.clientId}</span>
        </button>
        <span class="file">
          <input
            class="file-input"
            id="client-id-file"
            type="file"
            accept=".json,application/json"
            aria-describedby="client-id-fault"
          />
          <label class="button small quiet" for="client-id-file">${texts.fromFile}</label>
        </span>
        ${
          reader.keyless &&
          html`<button
            class="button small quiet"
            id="use-keyless"
            type="button"
            data-client-id="${reader.keyless.clientId}"
          >
            ${texts.useKeyless}
          </button>`
        }
      </div>
      <p class="fault" id="client-id-fault" hidden></p>
      <p class="hint" id="client-id-hint">${texts.clientIdHint}</p>
    </div>
    ${copyLine(reader, 'scope', common.scope, DIRECTORY_SCOPE)} ${openFilledIn(reader)}
  </section>`;
}

/** Google's form: filled in once the client id is known, which is when it is offered. */
function openFilledIn(reader: Reader): Markup {
  const texts = reader.texts.step2.values;
  const { common } = reader.texts;
  return html`<div class="open-filled-in">
    <a
      class="button"
      id="delegation-link"
      href="${GOOGLE.delegation}"
      target="_blank"
      rel="noreferrer"
      hidden
      >${texts.open}${icon('out')}<span class="for-readers-only"> ${common.opensNewTab}</span></a
    >
    <p class="hint" id="delegation-hint">${texts.openNeedsClientId}</p>
    <p class="hint" id="delegation-open-hint" hidden>${texts.openHint}</p>
  </div>`;
}
