import { html, type Markup } from './html';
import { type Reader } from './layout';
import { questionDialog } from './question-dialog';

/**
 * Disconnecting, with a confirmation that explains the effects. Visible only while something is connected.
 */
export function disconnectSection(reader: Reader): Markup {
  const texts = reader.texts.disconnect;
  return html`<section class="card" id="disconnect" aria-labelledby="disconnect-title" hidden>
    <h2 id="disconnect-title">${texts.title}</h2>
    <p>${texts.lead}</p>
    ${reader.role !== 'manager' && html`<p class="hint" id="disconnect-reason">${reader.texts.common.readOnlyReason}</p>`}
    <p>
      <button
        class="button quiet danger"
        id="disconnect-ask"
        type="button"
        ${reader.role !== 'manager' && html`disabled aria-describedby="disconnect-reason"`}
      >
        ${texts.button}
      </button>
    </p>
    ${questionDialog({
      name: 'disconnect',
      texts,
      content: html`<ul>
        ${texts.consequences.map((item) => html`<li>${item}</li>`)}
      </ul>`,
    })}
  </section>`;
}
