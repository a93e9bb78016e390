import { GOOGLE } from './google-links';
import { html, type Markup } from './html';
import { outsideLink, type Reader } from './layout';
import { questionDialog } from './question-dialog';

/** What Secure LDAP is for, and the state of the connection to it. The script fills it from the API. */
export function secureLdapSection(reader: Reader): Markup {
  const { secureLdap, connection } = reader.texts;
  return html`<section class="card" id="secure-ldap" aria-labelledby="secure-ldap-title">
    <div class="card-head">
      <h2 id="secure-ldap-title" tabindex="-1">${secureLdap.title}</h2>
      <button class="button small quiet" id="secure-ldap-check" type="button" hidden>
        ${connection.checkAgain}
      </button>
    </div>
    <div class="about">
      <p>${secureLdap.what}</p>
      <p class="hint">
        ${secureLdap.editions} ${outsideLink(reader, GOOGLE.secureLdap, secureLdap.help)}
      </p>
    </div>
    <p class="loading" id="secure-ldap-loading">${secureLdap.loading}</p>
    <div id="secure-ldap-problem" class="result" tabindex="-1" hidden></div>
    <div id="secure-ldap-state"></div>
  </section>`;
}

/** Removing, with a question that explains the effects. Visible only while a certificate is stored. */
export function removeLdapSection(reader: Reader): Markup {
  const { remove } = reader.texts.secureLdap;
  const isManager = reader.role === 'manager';
  return html`<section
    class="card"
    id="secure-ldap-remove"
    aria-labelledby="secure-ldap-remove-title"
    hidden
  >
    <h2 id="secure-ldap-remove-title">${remove.title}</h2>
    <p>${remove.lead}</p>
    ${!isManager && html`<p class="hint" id="secure-ldap-remove-reason">${reader.texts.common.readOnlyReason}</p>`}
    <p>
      <button
        class="button quiet danger"
        id="secure-ldap-remove-ask"
        type="button"
        ${!isManager && html`disabled aria-describedby="secure-ldap-remove-reason"`}
      >
        ${remove.button}
      </button>
    </p>
    ${
      isManager &&
      questionDialog({
        name: 'remove-ldap',
        texts: remove,
        content: html`<ul>
          ${remove.consequences.map((item) => html`<li>${item}</li>`)}
        </ul>`,
      })
    }
  </section>`;
}
