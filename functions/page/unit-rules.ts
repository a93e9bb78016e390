import { html, type Markup } from './html';
import { type Reader } from './layout';

/** The part of the policy form for rules by unit. The script fills in the units. */
export const unitRulesFields = ({ texts: { unitRules } }: Reader): Markup =>
  html`<fieldset class="group" id="policy-overrides">
    <legend>${unitRules.title}</legend>
    <p class="hint">${unitRules.lead}</p>
    <p id="policy-overrides-none" hidden>${unitRules.none}</p>
    <div class="unit-rules" id="policy-overrides-list"></div>
    <p>
      <button class="button small quiet" id="policy-override-add" type="button">
        ${unitRules.add}
      </button>
    </p>
  </fieldset>`;

/** Which rule holds for a unit, and where it comes from. The script answers from the saved policy. */
export function unitQuestion({ texts: { unitRules } }: Reader): Markup {
  const { question } = unitRules;
  return html`<section class="card" id="unit-question" aria-labelledby="unit-question-title" hidden>
    <h2 id="unit-question-title">${question.title}</h2>
    <p>${question.lead}</p>
    <div class="field">
      <label for="unit-question-path">${question.label}</label>
      <input
        class="code unit-path"
        id="unit-question-path"
        type="text"
        list="policy-units"
        value="/"
        maxlength="1000"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        aria-describedby="unit-question-fault unit-question-hint"
      />
      <datalist id="policy-units"></datalist>
      <p class="fault" id="unit-question-fault" hidden></p>
      <p class="hint" id="unit-question-hint">${question.hint}</p>
    </div>
    <div id="unit-question-answer" aria-live="polite"></div>
  </section>`;
}
