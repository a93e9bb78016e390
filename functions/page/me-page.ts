import { type ProblemCode } from '../api/problem';
import { html, type Markup } from './html';
import { localPath, type Reader } from './layout';
import { type MeContent } from './me-document';
import { questionDialog } from './question-dialog';

/**
 * The page `/me`: a person's own password. Holds no password: the script asks for it. `canCheck`: Secure LDAP
 * is connected.
 */
export function mePage(reader: Reader, { canCheck }: { readonly canCheck: boolean }): MeContent {
  const { me } = reader.texts;
  return {
    title: me.title,
    isAlive: true,
    main: html`<div class="head">
        <h1 id="me-title" tabindex="-1">${me.title}</h1>
        <p class="lead">${me.purpose}</p>
      </div>
      <noscript><p class="result bad">${me.needsScript}</p></noscript>
      <div class="result" id="trouble" tabindex="-1" hidden></div>
      <p id="loading" class="hint">${me.loading}</p>
      <section class="card" id="mine" aria-label="${me.password}" hidden>${signIn(reader)}</section>
      ${addToDevice(reader)} ${actions(reader, canCheck)} ${whereItWorks(reader)}
      ${renewQuestion(reader)}`,
  };
}

const signIn = ({ texts: { me } }: Reader): Markup =>
  html`<p class="news" id="news" tabindex="-1" hidden></p>
    <dl class="sign-in">
      <div>
        <dt>${me.userName}</dt>
        <dd id="user-name"></dd>
      </div>
      <div id="password-row">
        <dt id="password-label">${me.password}</dt>
        <dd>
          <p id="hidden-password">
            <span class="dots" aria-hidden="true">••••••••</span>
            <span class="for-readers-only">${me.hidden}</span>
          </p>
          <div
            id="shown-password"
            tabindex="-1"
            role="group"
            aria-labelledby="password-label"
            hidden
          ></div>
        </dd>
      </div>
    </dl>
    <div class="result" id="show-problem" tabindex="-1" hidden></div>
    <div class="buttons main-buttons">
      <button class="button" id="show" type="button">${me.show}</button>
      <button class="button quiet" id="copy" type="button" hidden>${me.copy}</button>
      <button
        class="button quiet"
        id="qr-code-button"
        type="button"
        aria-expanded="false"
        aria-controls="qr-code"
        hidden
      >
        ${me.qrCode}
      </button>
    </div>
    <p class="fault" id="copy-fault" hidden></p>
    <p class="hint" id="hidden-in" hidden></p>
    <div id="qr-code" hidden>
      <div id="qr-code-image"></div>
      <p class="hint">${me.qrCodeUse}</p>
    </div>
    <p class="hint" id="changes-next" hidden></p>`;

const actions = ({ texts: { me } }: Reader, canCheck: boolean): Markup =>
  html`<ul class="card actions">
    ${
      canCheck &&
      html`<li id="check-action" hidden>
        <div>
          <button class="button quiet" id="check" type="button">${me.check}</button>
          <p class="hint">${me.checkWhy}</p>
        </div>
        <div class="result" id="check-result" tabindex="-1" hidden></div>
      </li>`
    }
    <li id="renew-action" hidden>
      <div>
        <button class="button quiet" id="renew" type="button">${me.renew}</button>
        <p class="hint">${me.renewWhy}</p>
      </div>
    </li>
  </ul>`;

/** The form posts without a body: its address names network and kind of device. */
const addToDevice = ({ texts: { me } }: Reader): Markup =>
  html`<section class="card" id="add-to-device" aria-labelledby="add-title" hidden>
    <h2 id="add-title">${me.devices.title}</h2>
    <div class="field" id="network-field" hidden>
      <label for="network">${me.devices.network}</label>
      <span class="select"><select id="network"></select></span>
    </div>
    <p id="by-hand" hidden></p>
    <div id="add-here"></div>
    <div class="result" id="add-problem" tabindex="-1" hidden></div>
    <p class="news" id="add-then" hidden></p>
    <details>
      <summary>${me.devices.others}</summary>
      <ul class="others" id="add-others"></ul>
    </details>
    <form id="profile-form" method="post" hidden></form>
  </section>`;

const whereItWorks = ({ texts: { me } }: Reader): Markup =>
  html`<details class="where">
    <summary>${me.whereTitle}</summary>
    <p>${me.works}</p>
    <p>${me.worksNot}</p>
  </details>`;

const renewQuestion = ({ texts: { me } }: Reader): Markup =>
  questionDialog({
    name: 'renew',
    texts: me,
    isDangerous: false,
    content: html`<ul>
        ${me.consequences.map((item) => html`<li>${item}</li>`)}
      </ul>
      <p class="hint" id="renew-left"></p>`,
  });

/** What stands in the place of a file that could not be made. */
export function profileRefused(reader: Reader): MeContent {
  const { noProfile, refused } = reader.texts.me;
  return {
    title: noProfile.title,
    isAlive: false,
    main: html`<div class="card">
      <h1>${noProfile.title}</h1>
      <p>${noProfile.text}</p>
      <p><a class="button" href="${localPath(reader, '/me')}">${refused.again}</a></p>
    </div>`,
  };
}

/** What stands in the place of the page for somebody who is not let in. */
export function meRefused(
  reader: Reader,
  problem: { readonly code: ProblemCode; readonly requestId: string },
): MeContent {
  const { refused } = reader.texts.me;
  const isOther = !(problem.code in REFUSED);
  const texts = refused[REFUSED[problem.code] ?? 'other'];
  return {
    title: texts.title,
    isAlive: false,
    main: html`<div class="card">
      <h1>${texts.title}</h1>
      <p>${texts.text}</p>
      <p>${texts.todo}</p>
      <p><a class="button" href="${localPath(reader, '/me')}">${refused.again}</a></p>
      ${isOther && html`<p class="hint">${refused.number}: <code>${problem.requestId}</code></p>`}
    </div>`,
  };
}

const REFUSED: Readonly<Partial<Record<ProblemCode, 'identity' | 'off'>>> = {
  'forbidden-identity': 'identity',
  'self-service-off': 'off',
};
