import { html, type Markup } from '../html';

/** A link to one of Google's pages; a page of instructions stays open beside it, so it opens a tab. */
export const link = (url: string, words: string): Markup =>
  html`<a href="${url}" target="_blank" rel="noreferrer">${words}</a>`;
