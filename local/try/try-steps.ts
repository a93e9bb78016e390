import { html, type Markup } from '../../functions/page/html';
import { type WorkspaceUser } from '../workspace/user';
import { step } from './try-step';
import { type TroubleName, type TryTexts } from './try-texts';

/** Step 3: choose a user, then issue, read, rotate or revoke. */
export function passwordStep(users: readonly WorkspaceUser[], texts: TryTexts): Markup {
  const { password } = texts;
  return step(
    3,
    password.title,
    texts,
    html`<div class="field">
        <label for="user">${password.user}</label>
        <select id="user">
          ${userGroups(users, password)}
        </select>
      </div>
      <div class="buttons" role="group" aria-label="${password.actions}">
        <button type="button" data-action="issue">${password.issue}</button>
        <button class="quiet" type="button" data-action="read">${password.read}</button>
        <button class="quiet" type="button" data-action="rotate">${password.rotate}</button>
        <button class="quiet" type="button" data-action="revoke">${password.revoke}</button>
      </div>
      <div class="outcome" id="answer" data-tone="plain" tabindex="-1">${password.empty}</div>
      <details>
        <summary>${password.curl}</summary>
        <pre id="curl" tabindex="0"></pre>
      </details>`,
  );
}

function userGroups(
  users: readonly WorkspaceUser[],
  { groups, traits }: TryTexts['password'],
): Markup[] {
  const special = users.filter((user) => traitOf(user, traits) !== undefined);
  const ordinary = users.filter((user) => traitOf(user, traits) === undefined);
  const group = (label: string, members: readonly WorkspaceUser[]): Markup =>
    html`<optgroup label="${label}">
      ${members.map((user) => option(user, traitOf(user, traits)))}
    </optgroup>`;
  return [
    group(groups.ordinary, ordinary.slice(0, 5)),
    group(groups.special, special),
    group(groups.others, ordinary.slice(5)),
  ];
}

const option = ({ primaryEmail }: WorkspaceUser, trait: string | undefined): Markup =>
  html`<option value="${primaryEmail}">${primaryEmail}${trait && ` (${trait})`}</option>`;

/** Why this user can't get a password or can't use it. */
function traitOf(user: WorkspaceUser, traits: TryTexts['password']['traits']): string | undefined {
  if (user.isAdmin) return traits.admin;
  if (user.isDelegatedAdmin) return traits.delegated;
  if (user.suspended) return traits.suspended;
  if (user.archived) return traits.archived;
  if (user.isEnforcedIn2Sv) return traits.enforced;
  return user.isEnrolledIn2Sv ? traits.enrolled : undefined;
}

/**
 * Step 4: a laptop signs in to the Wi-Fi, at Secure LDAP. Step 5: a phone signs in at the ActiveSync endpoint.
 * Shows the result of each attempt.
 */
export function signInStep(number: 4 | 5, id: 'wifi' | 'device', texts: TryTexts): Markup {
  const { title, text, press } = texts[id];
  const { signIn } = texts;
  return step(
    number,
    title,
    texts,
    html`<p>${text}</p>
      <form id="${id}" autocomplete="off" novalidate>
        <div class="field">
          <label for="${id}-user">${signIn.userName}</label>
          <input
            id="${id}-user"
            type="text"
            inputmode="email"
            autocapitalize="none"
            spellcheck="false"
          />
        </div>
        <div class="field">
          <label for="${id}-password">${signIn.password}</label>
          <input
            id="${id}-password"
            class="code"
            type="text"
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
          />
        </div>
        <div class="known" id="${id}-told" hidden>
          <p class="label">${signIn.told}</p>
          <div class="buttons" id="${id}-told-list"></div>
        </div>
        <p><button type="submit">${press}</button></p>
      </form>
      <p class="label" id="${id}-attempts-label">${signIn.attempts}</p>
      <p class="hint" id="${id}-attempts-empty">${signIn.empty}</p>
      <ol class="attempts" id="${id}-attempts" aria-labelledby="${id}-attempts-label"></ol>`,
  );
}

/** Step 6: faults at Google. */
export function troubleStep(current: TroubleName, texts: TryTexts): Markup {
  const { trouble } = texts;
  return step(
    6,
    trouble.title,
    texts,
    html`<p>${trouble.text}</p>
      <div class="field">
        <label for="trouble">${trouble.label}</label>
        <select id="trouble">
          ${Object.entries(trouble.choices).map(
            ([name, words]) =>
              html`<option value="${name}" ${name === current && html`selected`}>${words}</option>`,
          )}
        </select>
      </div>
      <p class="outcome" id="trouble-state" data-tone="plain" hidden></p>`,
  );
}
