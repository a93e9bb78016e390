import { SECURITIES } from '../domain/networks/network';
import { type Content, html, type Markup } from './html';
import { type Reader } from './layout';
import { type NetworkField } from './network-field';

/** The form for a new network or a stored one. Hidden until somebody asks for it. */
export function networkForm({ texts: { networks: texts } }: Reader): Markup {
  return html`<form id="network-form" class="network-form" novalidate autocomplete="off" hidden>
    <h3 id="network-form-title" tabindex="-1">${texts.formAdd}</h3>
    <div class="network-fields">
      ${field('ssid', texts.ssid, texts.ssidHint, (attributes) => textInput(attributes))}
      ${field('id', texts.id, texts.idHint, (attributes) => textInput(attributes))}
      ${securityChoice(texts)} ${hiddenChoice(texts)}
      ${field('serverNames', texts.serverNames, texts.serverNamesHint, (attributes) =>
        area(attributes, 3),
      )}
      ${field('outerIdentity', texts.outerIdentity, texts.outerIdentityHint, (attributes) =>
        textInput(attributes),
      )}
      ${authorities(texts)}
    </div>
    <div id="network-result" class="result" tabindex="-1" hidden></div>
    <p class="buttons">
      <button class="button" id="network-save" type="submit">${texts.save}</button>
      <button class="button quiet" id="network-cancel" type="button">${texts.cancel}</button>
    </p>
  </form>`;
}

type Texts = Reader['texts']['networks'];

function field(
  name: NetworkField,
  label: string,
  hint: string,
  control: (attributes: Markup) => Content,
): Markup {
  const id = `network-${name}`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${control(html`id="${id}" aria-describedby="${id}-fault ${id}-hint"`)}
    <p class="fault" id="${id}-fault" hidden></p>
    <p class="hint" id="${id}-hint">${hint}</p>
  </div>`;
}

const textInput = (attributes: Markup): Markup =>
  html`<input ${attributes} type="text" autocapitalize="none" spellcheck="false" />`;

const area = (attributes: Markup, rows: number): Markup =>
  html`<textarea
    ${attributes}
    class="code"
    rows="${rows}"
    autocapitalize="none"
    spellcheck="false"
  ></textarea>`;

const securityChoice = (texts: Texts): Markup =>
  html`<fieldset class="choices">
    <legend>${texts.security}</legend>
    ${SECURITIES.map(
      (security) =>
        html`<label class="choice"
          ><input type="radio" name="security" value="${security}" /><span
            >${texts.securities[security]}</span
          ></label
        >`,
    )}
    <p class="fault" id="network-security-fault" hidden></p>
  </fieldset>`;

const hiddenChoice = (texts: Texts): Markup =>
  html`<div class="field">
    <label class="choice"
      ><input type="checkbox" id="network-hidden" aria-describedby="network-hidden-hint" /><span
        >${texts.hidden}</span
      ></label
    >
    <p class="hint" id="network-hidden-hint">${texts.hiddenHint}</p>
  </div>`;

const authorities = (texts: Texts): Markup =>
  html`<fieldset class="choices network-authorities">
    <legend>${texts.authorities}</legend>
    <div id="network-stored-authorities"></div>
    ${field('caCertificates', texts.newAuthorities, texts.newAuthoritiesHint, (attributes) =>
      area(attributes, 5),
    )}
    <div class="file">
      <input
        class="file-input"
        id="network-files"
        type="file"
        multiple
        accept=".pem,.crt,.cer"
        aria-describedby="network-caCertificates-fault network-caCertificates-hint"
      />
      <label class="button quiet" for="network-files">${texts.chooseFiles}</label>
    </div>
  </fieldset>`;
