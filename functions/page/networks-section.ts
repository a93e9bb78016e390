import { html, type Markup } from './html';
import { type Reader } from './layout';
import { networkForm } from './network-form';
import { questionDialog } from './question-dialog';

/** The Wi-Fi networks that profiles are made for. The script fills the list from the API. */
export function networksSection(reader: Reader): Markup {
  const { networks, common } = reader.texts;
  const isManager = reader.role === 'manager';
  return html`<section class="card" id="networks" aria-labelledby="networks-title">
    <div class="card-head">
      <h2 id="networks-title" tabindex="-1">${networks.title}</h2>
      <button
        class="button small quiet"
        id="networks-add"
        type="button"
        ${!isManager && html`disabled aria-describedby="networks-reason"`}
      >
        ${networks.add}
      </button>
    </div>
    <div class="about"><p>${networks.what}</p></div>
    ${!isManager && html`<p class="hint" id="networks-reason">${common.readOnlyReason}</p>`}
    <p class="loading" id="networks-loading">${networks.loading}</p>
    <p class="hint" id="networks-full" hidden>${networks.full}</p>
    <div id="networks-result" class="result" tabindex="-1" hidden></div>
    <div id="networks-list"></div>
    ${isManager && networkForm(reader)}
    ${
      isManager &&
      questionDialog({
        name: 'remove-network',
        texts: { cancel: networks.keepIt, confirm: networks.confirm },
        content: html`<ul>
          ${networks.consequences.map((item) => html`<li>${item}</li>`)}
        </ul>`,
      })
    }
  </section>`;
}
