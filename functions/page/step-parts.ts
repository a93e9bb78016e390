import { html, type Markup } from './html';
import { type Reader } from './layout';
import { type Instruction } from './texts/step-1';

/** Numbered instructions, each with a title. `level`: of the heading. */
export const instructions = (list: readonly Instruction[], level: 2 | 3 = 2): Markup =>
  html`<ol class="instructions">
    ${list.map(
      ({ title, body }) =>
        html`<li>
          ${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
          ${body.map((paragraph) => html`<div class="paragraph">${paragraph}</div>`)}
        </li>`,
    )}
  </ol>`;

/** A value to enter elsewhere, with a button that copies it. */
export const copyLine = (reader: Reader, id: string, label: string, value: string): Markup =>
  html`<div class="copy-line">
    <span class="label">${label}</span>
    <code id="${id}">${value}</code>
    <button class="button small quiet" type="button" data-copy="${id}">
      ${reader.texts.common.copy}<span class="for-readers-only"> ${label}</span>
    </button>
  </div>`;
