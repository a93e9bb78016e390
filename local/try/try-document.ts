import { html, type Markup } from '../../functions/page/html';
import { icon } from '../../functions/page/icons';
import { type Language, LANGUAGES } from '../../functions/page/language';
import { type WorkspaceUser } from '../workspace/user';
import { type TroubleName, TRY_TEXTS, type TryTexts } from './try-texts';
import { step } from './try-step';
import { passwordStep, signInStep, troubleStep } from './try-steps';

/** What the page shows of the simulated Google. */
export type TryFacts = {
  readonly language: Language;
  readonly adminUsername: string;
  readonly clientId: string;
  /** The client ids that the Admin console authorises in the normal state. */
  readonly clientIds: readonly string[];
  /** The addresses of both service accounts, and whether each has an admin role of its own. */
  readonly serviceAccounts: readonly string[];
  readonly haveRole: boolean;
  readonly customerId: string;
  readonly trouble: TroubleName;
  /** The simulated Secure LDAP server's. */
  readonly ldapUrl: string;
  /** The users to choose from, in the order shown. */
  readonly users: readonly WorkspaceUser[];
};

const GOOGLES_NOTICE = 'https://support.google.com/a/answer/14114704';

/** The page for trying the main job in a minute. */
export function tryDocument(facts: TryFacts): string {
  const texts = TRY_TEXTS[facts.language];
  return html`<!doctype html>
    <html lang="${facts.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${texts.title} – google-apps-passwords</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/local/try.css" />
        <script type="module" src="/local/try.js"></script>
      </head>
      <body
        data-texts="${JSON.stringify(texts)}"
        data-client-ids="${facts.clientIds.join(' ')}"
        data-service-accounts="${facts.serviceAccounts.join(' ')}"
      >
        <a class="skip" href="#steps">${texts.skip}</a>
        ${header(facts.language, texts)}
        <main id="steps" tabindex="-1">
          ${notice(texts)}
          <noscript><p class="hint">${texts.needsScript}</p></noscript>
          <div class="steps">
            ${keyStep(facts, texts)} ${connectStep(facts, texts)}
            ${passwordStep(facts.users, texts)} ${signInStep(4, 'wifi', texts)}
            ${signInStep(5, 'device', texts)} ${troubleStep(facts.trouble, texts)}
          </div>
        </main>
        <div id="announcement" class="for-readers-only" role="status"></div>
      </body>
    </html>`.text;
}

const header = (current: Language, texts: TryTexts): Markup =>
  html`<header>
    <div class="head">
      <p class="product">google-apps-passwords</p>
      <nav aria-label="${texts.languages}">
        ${LANGUAGES.map(
          ({ tag, name }) =>
            html`<a
              href="/local?lang=${tag}"
              lang="${tag}"
              hreflang="${tag}"
              ${tag === current && html`aria-current="true"`}
              >${name}</a
            >`,
        )}
      </nav>
    </div>
    <h1>${texts.title}</h1>
    <p class="lead">${texts.lead}</p>
  </header>`;

const notice = ({ notice, opensNewTab }: TryTexts): Markup =>
  html`<aside class="notice" aria-labelledby="notice-title">
    ${icon('notice')}
    <div>
      <h2 id="notice-title">${notice.title}</h2>
      <p>
        ${notice.text}
        <a href="${GOOGLES_NOTICE}" target="_blank" rel="noreferrer"
          >${notice.link}<span class="for-readers-only"> ${opensNewTab}</span></a
        >
      </p>
    </div>
  </aside>`;

const copyLine = (id: string, label: string, value: string, texts: TryTexts): Markup =>
  html`<dt>${label}</dt>
    <dd class="copy-line">
      <code id="${id}">${value}</code>
      <button class="quiet small" type="button" data-copy="${id}">${texts.copy}</button>
    </dd>`;

const keyStep = ({ adminUsername, clientId, ldapUrl }: TryFacts, texts: TryTexts): Markup =>
  step(
    1,
    texts.key.title,
    texts,
    html`<p>${texts.key.text}</p>
      <p>
        <a
          class="button"
          id="download"
          href="/local/service-account-key.json"
          download="service-account-key.json"
          >${texts.key.download}</a
        >
      </p>
      <dl>
        ${copyLine('admin-username', texts.key.admin, adminUsername, texts)}
        ${copyLine('client-id', texts.key.clientId, clientId, texts)}
      </dl>
      ${ldapFiles(ldapUrl, texts.ldap)}`,
  );

/** What a program needs to bind at the simulated Secure LDAP. */
const ldapFiles = (url: string, ldap: TryTexts['ldap']): Markup =>
  html`<details>
    <summary>${ldap.title}</summary>
    <p>${ldap.text}</p>
    <ul>
      <li><a href="/local/ldap-client.crt" download>${ldap.certificate}</a></li>
      <li><a href="/local/ldap-client.key" download>${ldap.privateKey}</a></li>
      <li><a href="/local/ldap-ca.crt" download>${ldap.authority}</a></li>
      <li>${ldap.server}<code>${url}</code></li>
    </ul>
  </details>`;

const connectStep = (facts: TryFacts, texts: TryTexts): Markup =>
  step(
    2,
    texts.connect.title,
    texts,
    html`<p>${texts.connect.text}</p>
      <p>
        <a class="button" href="/?lang=${facts.language}" target="_blank"
          >${texts.connect.open}<span class="for-readers-only"> ${texts.opensNewTab}</span></a
        >
      </p>
      <p class="outcome" id="connection" data-tone="plain">${texts.connect.asking}</p>
      ${ownRole(facts, texts)}`,
  );

/** The way without the delegation: a role for the service account, and the customer id to enter. */
const ownRole = ({ customerId, haveRole }: TryFacts, texts: TryTexts): Markup =>
  html`<details>
    <summary>${texts.ownRole.title}</summary>
    <p>${texts.ownRole.text}</p>
    <dl>${copyLine('customer-id', texts.ownRole.customerId, customerId, texts)}</dl>
    <div class="buttons">
      <button class="quiet" type="button" id="role-assign">${texts.ownRole.assign}</button>
      <button class="quiet" type="button" id="role-take-away">${texts.ownRole.takeAway}</button>
    </div>
    <p class="outcome" id="role-state" data-tone="${haveRole ? 'good' : 'plain'}">
      ${haveRole ? texts.ownRole.states.assigned : texts.ownRole.states.none}
    </p>
  </details>`;
