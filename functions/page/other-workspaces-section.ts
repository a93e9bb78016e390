import { html, type Markup } from './html';
import { type Reader } from './layout';
import { questionDialog } from './question-dialog';

/**
 * Passwords of Workspaces other than the connected one, and the two solutions. The script fills and shows
 * the section only if there are any. Forgetting requires a confirmation with the Workspace's ID.
 */
export function otherWorkspacesSection(reader: Reader): Markup {
  return html`<section
      class="card"
      id="other-workspaces"
      aria-labelledby="other-workspaces-title"
      hidden
    >
      <h2 id="other-workspaces-title" tabindex="-1"></h2>
      <div class="result" id="other-workspaces-news" hidden></div>
      <div id="other-workspaces-content"></div>
    </section>
    ${reader.role === 'manager' && dialog(reader)}`;
}

function dialog(reader: Reader): Markup {
  const { consequences, cancel, confirm } = reader.texts.otherWorkspaces;
  return questionDialog({
    name: 'forget',
    texts: { cancel, confirm }, // the script adds the question with the numbers
    content: html`<ul id="forget-consequences">
        ${consequences.map((item) => html`<li>${item}</li>`)}
      </ul>
      <div class="field" id="forget-field">
        <label for="forget-typed" id="forget-label"></label>
        <input
          class="code"
          id="forget-typed"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-describedby="forget-fault"
        />
        <p class="fault" id="forget-fault" hidden></p>
      </div>
      <div class="bar" id="forget-progress" hidden>
        <p id="forget-progress-words" role="status"></p>
        <progress id="forget-bar" aria-labelledby="forget-progress-words"></progress>
      </div>`,
  });
}
