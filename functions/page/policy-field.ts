import { html, type Content, type Markup } from './html';

/** One field of the policy. The script also finds it by `name`. */
export type PolicyFieldOf = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
};

/** A field with its label, hint and a place for its error, linked to each other. */
export function policyField(
  given: PolicyFieldOf,
  control: (attributes: Markup) => Content,
): Markup {
  const id = `policy-${given.name}`;
  const hintId = given.hint === undefined ? '' : ` ${id}-hint`;
  return html`<div class="field">
    <label for="${id}">${given.label}</label>
    ${control(html`id="${id}" name="${given.name}" aria-describedby="${id}-fault${hintId}"`)}
    <p class="fault" id="${id}-fault" hidden></p>
    ${given.hint !== undefined && html`<p class="hint" id="${id}-hint">${given.hint}</p>`}
  </div>`;
}

/** A field for an integer. */
export const numberField = (given: PolicyFieldOf, min: number, max: number): Markup =>
  policyField(
    given,
    (attributes) =>
      html`<input
        class="short"
        ${attributes}
        type="number"
        inputmode="numeric"
        min="${min}"
        max="${max}"
        step="1"
      />`,
  );

/** A field for a share, as a percentage. */
export const percentField = (given: PolicyFieldOf): Markup =>
  policyField(
    given,
    (attributes) =>
      html`<span class="with-unit"
        ><input
          class="short"
          ${attributes}
          type="number"
          inputmode="decimal"
          min="0"
          max="100"
          step="any"
        /><span aria-hidden="true">%</span></span
      >`,
  );

/** A field for a time of day. */
export const timeField = (given: PolicyFieldOf): Markup =>
  policyField(given, (attributes) => html`<input class="short" ${attributes} type="time" />`);

/** A multi-line field for characters or paths, without spell checking. */
export const codeField = (given: PolicyFieldOf, rows: number, maxLength?: number): Markup =>
  policyField(
    given,
    (attributes) =>
      html`<textarea
        class="code"
        ${attributes}
        rows="${rows}"
        ${maxLength !== undefined && html`maxlength="${maxLength}"`}
        autocapitalize="none"
        spellcheck="false"
      ></textarea>`,
  );

/** A choice of one of several values, each with its words. */
export const choiceField = (
  given: PolicyFieldOf,
  words: Readonly<Record<string, string>>,
): Markup =>
  policyField(
    given,
    (attributes) =>
      html`<select ${attributes}>
        ${Object.entries(words).map(([value, word]) => html`<option value="${value}">${word}</option>`)}
      </select>`,
  );

/** A checkbox with its explanation. */
export const policyChoice = (name: string, label: string, hint: string): Markup =>
  html`<div class="field">
    <label class="choice"
      ><input type="checkbox" name="${name}" aria-describedby="policy-${name}-hint" /><span
        >${label}</span
      ></label
    >
    <p class="hint" id="policy-${name}-hint">${hint}</p>
  </div>`;
