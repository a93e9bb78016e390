import { html, type Markup } from './html';
import { type Reader } from './layout';

/** The form that saves certificate and key, and beside it how to get them in the Admin console. */
export function ldapForm(reader: Reader): Markup {
  const texts = reader.texts.ldapForm;
  return html`<section class="card" aria-labelledby="ldap-form-title">
    <h2 id="ldap-form-title">${texts.connectTitle}</h2>
    <p class="hint" id="ldap-replace-hint" hidden>${texts.replaceHint}</p>
    <div class="with-steps">
      ${steps(reader)}
      <form id="ldap-form" novalidate autocomplete="off">
        <fieldset
          class="plain"
          ${reader.role !== 'manager' && html`disabled`}
          aria-labelledby="ldap-form-title"
        >
          ${sourceChoice(reader)} ${filesField(reader)} ${textFields(reader)}
          ${bindNameChoice(reader)}
          <div id="ldap-result" class="result" tabindex="-1" hidden></div>
          <p><button class="button" id="ldap-save" type="submit">${texts.save}</button></p>
        </fieldset>
      </form>
    </div>
  </section>`;
}

function steps({ texts: { ldapSteps } }: Reader): Markup {
  return html`<details class="steps" id="ldap-steps" open>
    <summary>${ldapSteps.title}</summary>
    <ol>
      ${ldapSteps.steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <p class="hint">${ldapSteps.leaked}</p>
  </details>`;
}

type Choice = {
  readonly name: string;
  readonly value: string;
  readonly words: string;
  readonly hint?: string;
  readonly checked?: true;
};

const choice = ({ name, value, words, hint, checked }: Choice): Markup =>
  html`<label class="choice"
      ><input
        type="radio"
        name="${name}"
        value="${value}"
        ${checked && html`checked`}
        ${hint !== undefined && html`aria-describedby="${name}-${value}-hint"`}
      /><span>${words}</span></label
    >${hint !== undefined && html`<p class="hint" id="${name}-${value}-hint">${hint}</p>`}`;

function sourceChoice({ texts: { ldapForm: texts } }: Reader): Markup {
  return html`<fieldset class="choices in-a-row">
    <legend>${texts.source}</legend>
    ${choice({ name: 'source', value: 'files', words: texts.fromFiles, checked: true })}
    ${choice({ name: 'source', value: 'text', words: texts.fromText })}
  </fieldset>`;
}

function filesField({ texts: { ldapForm: texts } }: Reader): Markup {
  return html`<div class="field" id="ldap-files-field">
    <p class="label" id="ldap-files-label">${texts.files}</p>
    <div class="file">
      <input
        class="file-input"
        id="ldap-files"
        type="file"
        multiple
        accept=".crt,.pem,.key"
        aria-describedby="ldap-files-label ldap-files-fault ldap-files-certificate ldap-files-key ldap-files-hint"
      />
      <label class="button quiet" for="ldap-files">${texts.chooseFiles}</label>
      <span class="file-name" id="ldap-files-none">${texts.noFiles}</span>
    </div>
    <p class="good-file" id="ldap-files-certificate" hidden></p>
    <p class="good-file" id="ldap-files-key" hidden></p>
    <p class="fault" id="ldap-files-fault" hidden></p>
    <p class="hint" id="ldap-files-hint">${texts.filesHint}</p>
  </div>`;
}

function textFields({ texts: { ldapForm: texts } }: Reader): Markup {
  return html`<div class="texts" id="ldap-text-fields" hidden>
    ${textField('ldap-certificate', texts.certificate)}
    ${textField('ldap-private-key', texts.privateKey)}
  </div>`;
}

const textField = (id: string, label: string): Markup =>
  html`<div class="field">
    <label for="${id}">${label}</label>
    <textarea
      id="${id}"
      class="code"
      rows="5"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-describedby="${id}-fault"
    ></textarea>
    <p class="fault" id="${id}-fault" hidden></p>
  </div>`;

function bindNameChoice({ texts: { ldapForm: texts } }: Reader): Markup {
  const name = 'bindName';
  return html`<fieldset class="choices">
    <legend>${texts.bindName}</legend>
    ${choice({ name, value: 'email', words: texts.byEmail, hint: texts.byEmailHint, checked: true })}
    ${choice({ name, value: 'dn', words: texts.byDn, hint: texts.byDnHint })}
  </fieldset>`;
}
