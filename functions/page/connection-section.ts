import { DIRECTORY_SCOPE } from '../domain/configuration/delegation';
import { html, type Markup } from './html';
import { type Reader } from './layout';

/** The state of the connection. The script fills it from the API and refreshes it. */
export function connectionSection(reader: Reader): Markup {
  const texts = reader.texts.connection;
  return html`<section class="card" id="connection" aria-labelledby="connection-title">
    <div class="card-head">
      <h2 id="connection-title" tabindex="-1">${texts.title}</h2>
      <button class="button small quiet" id="check-again" type="button" hidden>
        ${texts.checkAgain}
      </button>
    </div>
    <p class="loading" id="connection-loading">${texts.loading}</p>
    <div id="connection-problem" class="result" tabindex="-1" hidden></div>
    <div id="connection-state" data-scope="${DIRECTORY_SCOPE}"></div>
    <p class="hint" id="next-check" hidden></p>
  </section>`;
}
