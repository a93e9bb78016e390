import { html, type Markup } from '../html';

/** A link to a Google page. It opens a new tab, so that the instructions stay open. */
export const link = (url: string, words: string): Markup =>
  html`<a href="${url}" target="_blank" rel="noreferrer">${words}</a>`;
