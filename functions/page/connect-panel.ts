import { GOOGLE } from './google-links';
import { html, type Markup } from './html';
import { type Keyless, localPath, outsideLink, type Reader } from './layout';
import { panelHead } from './panel-head';

/** Panel 3: whom this service acts as, the key file or keyless sign-in, and Save. */
export function connectPanel(reader: Reader): Markup {
  const { panels } = reader.texts;
  const texts = panels.step3;
  return html`<section
    class="panel panel-wide"
    id="panel-3"
    aria-labelledby="panel-3-title"
    tabindex="-1"
  >
    ${panelHead(3, texts.title, panels.stepDone)}
    <form id="connect-form" novalidate autocomplete="off">
      <fieldset
        class="plain"
        ${reader.role !== 'manager' && html`disabled`}
        aria-labelledby="panel-3-title"
      >
        ${actingFields(reader)} ${reader.keyless && credentialChoice(reader, reader.keyless)}
        ${keyFileField(reader)}
        <p class="hint" id="switch-note" hidden>${texts.switchNote}</p>
        <div id="connect-result" class="result" tabindex="-1" hidden></div>
        <p class="panel-foot">
          <button class="button" id="save" type="submit">${texts.save}</button>
        </p>
      </fieldset>
    </form>
  </section>`;
}

/** The one field of each way, and a button to the other way. Most need the administrator's name. */
function actingFields(reader: Reader): Markup {
  const texts = reader.texts.panels.step3;
  return html`<div class="field" id="as-admin">
      <label for="admin-username">${texts.adminUsername}</label>
      <input
        id="admin-username"
        name="adminUsername"
        type="text"
        inputmode="email"
        autocapitalize="none"
        spellcheck="false"
        maxlength="254"
        aria-describedby="admin-username-hint admin-username-fault"
      />
      <p class="fault" id="admin-username-fault" hidden></p>
      <p class="hint" id="admin-username-hint">${texts.adminHint}</p>
      <p>
        <button class="button small quiet" id="to-own-role" type="button">
          ${texts.toOwnRole}
        </button>
      </p>
    </div>
    <div class="field" id="own-role" hidden>${ownRole(reader)}</div>`;
}

function ownRole(reader: Reader): Markup {
  const texts = reader.texts.panels.step3;
  return html`<label for="customer-id">${texts.customerId}</label>
    <input
      id="customer-id"
      name="customerId"
      type="text"
      autocapitalize="none"
      spellcheck="false"
      maxlength="100"
      aria-describedby="customer-id-hint customer-id-fault"
    />
    <p class="fault" id="customer-id-fault" hidden></p>
    <p class="hint" id="customer-id-hint">
      ${texts.customerHint} ${outsideLink(reader, GOOGLE.accountSettings, texts.customerLink)}.
    </p>
    <div class="field" id="role-needed">
      <p class="hint">
        ${texts.roleNeeded}
        <a href="${localPath(reader, '/step-2-google-admin', '#own-role')}">${texts.roleLink}</a>.
      </p>
      <p class="copy-line" id="role-account-line" hidden>
        <code id="role-account"></code>
        <button class="button small quiet" type="button" data-copy="role-account">
          ${texts.copyAccount}
        </button>
      </p>
    </div>
    <p>
      <button class="button small quiet" id="to-delegation" type="button">
        ${texts.toDelegation}
      </button>
    </p>`;
}

function credentialChoice(reader: Reader, { clientId, serviceAccount }: Keyless): Markup {
  const texts = reader.texts.panels.step3;
  return html`<fieldset class="choices">
    <legend>${texts.credential}</legend>
    <label class="choice"
      ><input type="radio" name="credential" value="key" checked /><span
        >${texts.withKey}</span
      ></label
    >
    <label class="choice"
      ><input type="radio" name="credential" value="keyless" /><span>${texts.keyless}</span></label
    >
    <div id="keyless-explained" data-account="${serviceAccount}" hidden>
      <p class="hint">${texts.keylessHint}</p>
      <p class="copy-line">
        <code id="keyless-client-id">${clientId}</code>
        <button class="button small quiet" type="button" data-copy="keyless-client-id">
          ${reader.texts.connection.copyClientId}
        </button>
      </p>
    </div>
  </fieldset>`;
}

function keyFileField(reader: Reader): Markup {
  const texts = reader.texts.panels.step3;
  return html`<div class="field" id="key-file-field">
    <p class="label" id="key-file-label">${texts.keyFile}</p>
    <div class="file">
      <input
        class="file-input"
        id="key-file"
        type="file"
        accept=".json,application/json"
        aria-describedby="key-file-label key-file-name key-file-fault key-file-stored key-file-hint"
      />
      <label class="button quiet" for="key-file">${texts.chooseFile}</label>
      <span class="file-name" id="key-file-name">${texts.noFile}</span>
      <button class="button small quiet" id="key-file-dismiss" type="button" hidden>
        ${texts.keepKey}
      </button>
    </div>
    <p class="fault" id="key-file-fault" hidden></p>
    <p class="good-file" id="key-file-good" hidden></p>
    <p class="hint" id="key-file-stored" hidden></p>
    <p class="hint" id="key-file-hint">${texts.keyHint}</p>
  </div>`;
}
