import { ASSETS } from './assets.generated';
import { type Content, html, type Markup } from './html';
import { LANGUAGES } from './language';
import { localPath, type Reader } from './layout';

/** What differs between the page `/me` and what stands in its place. */
export type MeContent = {
  readonly title: string;
  readonly main: Content;
  /** Whether the page's script runs. */
  readonly isAlive: boolean;
};

/** The frame of the page for people: nothing in it leads to the administrators' pages. */
export function meDocument(reader: Reader, { title, main, isAlive }: MeContent): string {
  const { language, texts, email } = reader;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" type="image/svg+xml" href="${ASSETS.icon.path}" />
        <link rel="stylesheet" href="${ASSETS.me.style.path}" />
        ${isAlive && html`<script type="module" src="${ASSETS.me.script[language].path}"></script>`}
      </head>
      <body>
        <a class="skip" href="#content">${texts.common.skipToContent}</a>
        <header class="me-top">
          <img src="${ASSETS.icon.path}" alt="" width="28" height="28" />
          ${languages(reader)}
        </header>
        <main id="content" tabindex="-1">${main}</main>
        ${
          email !== '' &&
          html`<footer class="bottom">
            <p>${texts.common.signedInAs} <span class="address">${email}</span></p>
          </footer>`
        }
        <div id="announcement" class="for-readers-only" role="status"></div>
      </body>
    </html>`.text;
}

const languages = ({ language, texts }: Reader): Markup =>
  html`<nav class="languages" aria-label="${texts.common.languages}">
    <ul>
      ${LANGUAGES.map(
        ({ tag, name }) =>
          html`<li>
            <a
              href="${localPath({ language: tag }, '/me')}"
              lang="${tag}"
              hreflang="${tag}"
              ${tag === language && html`aria-current="true"`}
              >${name}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
