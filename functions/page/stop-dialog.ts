import { html, type Markup } from './html';
import { type Reader } from './layout';

/** The question before a run is stopped; the script names the run. */
export function stopDialog(reader: Reader): Markup {
  const texts = reader.texts.rotation.stop;
  return html`<dialog id="stop-dialog" aria-labelledby="stop-question">
    <h3 id="stop-question">${texts.question}</h3>
    <p id="stop-run"></p>
    <ul>
      <li id="stop-consequence"></li>
      <li id="stop-schedule"></li>
    </ul>
    <div class="result" id="stop-problem" tabindex="-1" hidden></div>
    <p class="buttons">
      <button class="button quiet" id="stop-cancel" type="button">${texts.cancel}</button>
      <button class="button danger" id="stop-confirm" type="button">${texts.confirm}</button>
    </p>
  </dialog>`;
}
