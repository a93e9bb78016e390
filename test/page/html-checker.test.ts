import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { LANGUAGES } from '../../functions/page/language';
import { type Reader } from '../../functions/page/layout';
import { meDocument } from '../../functions/page/me-document';
import { mePage, meRefused, profileRefused } from '../../functions/page/me-page';
import { PAGE_TEXTS } from '../../functions/page/texts/page-texts';
import { KEYLESS, withPages } from './page-request';

const CHECKER = require.resolve('vnu-jar/build/dist/vnu.jar');
const PATHS = [
  '/',
  '/policy',
  '/networks',
  '/rotation',
  '/accounts',
  '/step-1-google-dev',
  '/step-2-google-admin',
];
/** A manager, somebody who may only look, somebody without a role, and a sign-in that is not valid. */
const READERS = ['manager@example.com', 'viewer@example.com', 'stranger@example.com', '-'];

const WRONG =
  '<!doctype html><html lang="en"><title>x</title><p id="a">a</p><p id="a">b</p></html>';

/** Writes every page as each reader is given it, in every language, with and without a key. */
async function writePages(folder: string): Promise<number> {
  const pages = new Map<string, string>();
  for (const keyless of [KEYLESS, undefined]) {
    await withPages(keyless, async (get) => {
      for (const path of PATHS) {
        for (const { tag } of LANGUAGES) {
          for (const reader of READERS) {
            const headers = { 'x-goog-iap-jwt-assertion': reader };
            const text = await (await get(`${path}?lang=${tag}`, headers)).text();
            const name = `${path.slice(1) || 'home'}.${tag}.${READERS.indexOf(reader)}${keyless ? '' : '.no-keyless'}.html`;
            pages.set(text, name); // what looks alike is checked once
          }
        }
      }
    });
  }
  for (const { tag } of LANGUAGES) {
    const reader: Reader = { language: tag, texts: PAGE_TEXTS[tag], email: 'alice@example.com' };
    const refused = (['forbidden-identity', 'self-service-off', 'internal'] as const).map((code) =>
      meRefused(reader, { code, requestId: '1' }),
    );
    const shown = [true, false].map((canCheck) => mePage(reader, { canCheck }));
    for (const [index, content] of [...shown, ...refused, profileRefused(reader)].entries()) {
      pages.set(meDocument(reader, content), `me.${tag}.${index}.html`);
    }
  }
  for (const [text, name] of pages) writeFileSync(join(folder, name), text);
  return pages.size;
}

type Message = {
  readonly url: string;
  readonly type: string;
  readonly message: string;
  readonly extract?: string;
};

/** What the checker finds wrong with the pages of a folder. */
function faultsOf(folder: string): string[] {
  const args = [
    '-Xss8m',
    '-jar',
    CHECKER,
    '--format',
    'json',
    '--stdout',
    '--skip-non-html',
    folder,
  ];
  const { stdout, stderr } = spawnSync('java', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (!stdout.startsWith('{')) throw new Error(`the checker says nothing: ${stderr}`);
  const { messages } = JSON.parse(stdout) as { messages: readonly Message[] };
  return messages
    .filter(({ type }) => type !== 'info') // its advice, and headings that the script fills
    .map(({ url, message, extract = '' }) => `${basename(url)}: ${message} ${extract}`);
}

describe('W3C’s checker (skipped without Java)', () => {
  // `npm test` needs nothing but Node and Debian's base, which has no Java.
  const withJava = spawnSync('java', ['-version']).status === 0 ? test : test.skip;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  withJava('finds nothing wrong with any page, in any language, for any reader', async () => {
    // Two languages: 28 pages that refuse, and 40 of the seven, four of which do not depend on the key. And
    // twelve of the page for people.
    expect(await writePages(folder)).toBe(80);
    // One that is wrong, or it would not be known that anything was checked.
    writeFileSync(join(folder, 'wrong.html'), WRONG);
    expect(faultsOf(folder)).toEqual([expect.stringMatching(/^wrong\.html: Duplicate ID .a./)]);
  });
});
