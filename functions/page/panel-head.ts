import { html, type Markup } from './html';
import { icon } from './icons';

/** A panel's number and title; the mark that it is done stands ready, hidden. */
export const panelHead = (number: number, title: string, done: string): Markup =>
  html`<div class="panel-head">
    <span class="numeral" aria-hidden="true">${number}</span>
    <h3 id="panel-${number}-title"><span class="for-readers-only">${number}. </span>${title}</h3>
    <span class="done-mark" data-done-mark="${number}" hidden>${icon('ok')}${done}</span>
  </div>`;
