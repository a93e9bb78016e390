import { html, type Markup } from './html';
import { type Reader } from './layout';
import { questionDialog } from './question-dialog';

/** The confirmation before a run is stopped. The script names the run. */
export const stopDialog = (reader: Reader): Markup =>
  questionDialog({
    name: 'stop',
    texts: reader.texts.rotation.stop,
    content: html`<p id="stop-run"></p>
      <ul>
        <li id="stop-consequence"></li>
        <li id="stop-schedule"></li>
      </ul>`,
  });
