import { type Role } from '../http/caller';
import { ASSETS } from './assets.generated';
import { type Content, html, type Markup } from './html';
import { icon } from './icons';
import { type Language, LANGUAGES } from './language';
import { type PageTexts } from './texts/page-texts';

/** The reader of a page: language, address and role, and the options of the deployment. */
export type Reader = {
  readonly language: Language;
  readonly texts: PageTexts;
  readonly email: string;
  readonly role?: Role;
  /** Our own service account for keyless sign-in, if the deployment has one. */
  readonly keyless?: Keyless;
};

export type Keyless = { readonly serviceAccount: string; readonly clientId: string };

/** One page: its path and content. `name` tells the script which page it is. */
export type Page = {
  readonly path: string;
  readonly name:
    'overview' | 'policy' | 'networks' | 'rotation' | 'accounts' | 'step-1' | 'step-2' | 'refused';
  readonly title: string;
  readonly main: Content;
};

/** A path of these pages that preserves the reader's language. */
export const localPath = (reader: Pick<Reader, 'language'>, path: string, fragment = ''): string =>
  `${path}?lang=${reader.language}${fragment}`;

/** The complete HTML document of a page. */
export function documentOf(reader: Reader, page: Page): string {
  const { common } = reader.texts;
  const title =
    page.title === common.productName ? page.title : `${page.title} – ${common.productName}`;
  return html`<!doctype html>
    <html lang="${reader.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" type="image/svg+xml" href="${ASSETS.icon.path}" />
        <link rel="stylesheet" href="${ASSETS.style.path}" />
        ${page.name !== 'refused' && scriptOf(reader.language)}
      </head>
      <body data-page="${page.name}" data-role="${reader.role ?? ''}">
        <a class="skip" href="#content">${common.skipToContent}</a>
        ${header(reader, page)}
        <main id="content" tabindex="-1">${page.main}</main>
        ${page.name !== 'refused' && footer(reader, page)}
        <div id="announcement" class="for-readers-only" role="status"></div>
      </body>
    </html>`.text;
}

const scriptOf = (language: Language): Markup =>
  html`<script type="module" src="${ASSETS.script[language].path}"></script>`;

function header(reader: Reader, page: Page): Markup {
  const { common } = reader.texts;
  return html`<header class="top">
    <div class="top-inner">
      <a class="brand" href="${localPath(reader, '/')}">
        <img src="${ASSETS.icon.path}" alt="" width="28" height="28" />
        <span>${common.productName}</span>
      </a>
      <p class="who">
        <span class="for-readers-only">${common.signedInAs}</span>
        <span class="address">${reader.email}</span>
        ${reader.role && html`<span class="role">${common.roles[reader.role]}</span>`}
      </p>
      <nav class="languages" aria-label="${common.languages}">
        <ul>
          ${LANGUAGES.map((language) => languageLink(reader, page, language))}
        </ul>
      </nav>
    </div>
    ${page.name !== 'refused' && navigation(reader, page)}
  </header>`;
}

/**
 * The navigation between the pages: a row, or on narrow screens a button with the current page's name that
 * opens the list. The instruction pages belong to the first entry.
 */
function navigation(reader: Reader, page: Page): Markup {
  const { productName, pages } = reader.texts.common;
  const entries = [
    { path: '/', name: productName },
    { path: '/policy', name: pages.policy },
    { path: '/networks', name: pages.networks },
    { path: '/rotation', name: pages.rotation },
    { path: '/accounts', name: pages.accounts },
  ];
  const here = entries.find(({ path }) => path === page.path)?.name ?? productName;
  return html`<nav class="pages" aria-label="${pages.label}">
    <button type="button" id="pages-menu" aria-expanded="false" aria-controls="pages-list">
      ${icon('menu')}<span class="for-readers-only">${pages.menu}</span> <span>${here}</span>
    </button>
    <ul id="pages-list">
      ${entries.map(({ path, name }) => html`<li>${pageLink(reader, page, { path, name })}</li>`)}
    </ul>
  </nav>`;
}

function pageLink(
  reader: Reader,
  page: Page,
  { path, name }: { readonly path: string; readonly name: string },
): Markup {
  const inside = path === '/' && page.name.startsWith('step');
  const current =
    page.path === path ? html`aria-current="page"` : inside && html`aria-current="true"`;
  return html`<a href="${localPath(reader, path)}" ${current}>${name}</a>`;
}

function languageLink(
  reader: Reader,
  page: Page,
  { tag, name }: (typeof LANGUAGES)[number],
): Markup {
  const current = tag === reader.language && html`aria-current="true"`;
  return html`<li>
    <a href="${localPath({ language: tag }, page.path)}" lang="${tag}" hreflang="${tag}" ${current}
      >${name}</a
    >
  </li>`;
}

const footer = (reader: Reader, { name }: Page): Markup =>
  html`<footer class="bottom">
    <noscript><p>${reader.texts.common.needsScript}</p></noscript>
    ${!name.startsWith('step') && html`<p id="time-zone" hidden></p>`}
    <p><a href="/openapi.json">${reader.texts.common.apiDescription}</a></p>
  </footer>`;

/** A link to another site, marked as opening a new tab. */
export const outsideLink = (reader: Reader, url: string, words: string): Markup =>
  html`<a href="${url}" target="_blank" rel="noreferrer"
    >${words}${icon('out')}<span class="for-readers-only">
      ${reader.texts.common.opensNewTab}</span
    ></a
  >`;
