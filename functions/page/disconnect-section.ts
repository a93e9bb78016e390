import { html, type Markup } from './html';
import { type Reader } from './layout';

/** Disconnecting, with a question first that says what will happen. Shown once something is connected. */
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
    <dialog id="disconnect-dialog" aria-labelledby="disconnect-question">
      <h3 id="disconnect-question">${texts.question}</h3>
      <ul>
        ${texts.consequences.map((item) => html`<li>${item}</li>`)}
      </ul>
      <div class="result" id="disconnect-problem" tabindex="-1" hidden></div>
      <p class="buttons">
        <button class="button quiet" id="disconnect-cancel" type="button">${texts.cancel}</button>
        <button class="button danger" id="disconnect-confirm" type="button">
          ${texts.confirm}
        </button>
      </p>
    </dialog>
  </section>`;
}
