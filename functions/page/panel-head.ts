import { html, type Markup } from './html';
import { icon } from './icons';

/** The number and title of a panel, with a hidden mark for "done". */
export const panelHead = (number: number, title: string, done: string): Markup =>
  html`<div class="panel-head">
    <span class="numeral" aria-hidden="true">${number}</span>
    <h3 id="panel-${number}-title"><span class="for-readers-only">${number}. </span>${title}</h3>
    <span class="done-mark" data-done-mark="${number}" hidden>${icon('ok')}${done}</span>
  </div>`;
