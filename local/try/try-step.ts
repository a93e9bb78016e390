import { html, type Markup } from '../../functions/page/html';
import { type TryTexts } from './try-texts';

/** A numbered step with its state. The script marks it as done. */
export function step(number: number, title: string, texts: TryTexts, content: Markup): Markup {
  return html`<section class="step" id="step-${number}" aria-labelledby="step-${number}-title">
    <div class="step-head">
      <span class="number" aria-hidden="true">${number}</span>
      <h2 id="step-${number}-title">
        <span class="for-readers-only">${texts.step} ${number}: </span>${title}
      </h2>
      ${
        number < 6 &&
        html`<span class="state" id="step-${number}-state" data-state="todo"
          >${texts.states.todo}</span
        >`
      }
    </div>
    ${content}
  </section>`;
}
