import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { DEFAULT_POLICY } from '../../functions/domain/configuration/policy';
import { parseLocalEnv } from '../../local/local-env';
import { GatheredLines } from '../../local/gathered-lines';
import { type LocalServer, startLocalServer } from '../../local/local-server';
import { systemTimer } from '../../local/platform/timer';
import { launchChromium } from './chromium';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';

export const MANAGER = 'system-management@example.com';
export const VIEWER = 'read-only@example.com';

type Opening = BrowserContextOptions & {
  readonly path?: string;
  readonly as?: string;
  /** Chromium writes a refused or broken call to the console; a test that makes one lets these be. */
  readonly brokenCallsExpected?: boolean;
  /** A browser that was started without a locale: its languages are `en-US@posix`. */
  readonly withoutLocale?: boolean;
};

/**
 * A browser on the page of the real service over the simulated Workspace. After each test nothing may
 * stand in the browser's console: no error, and no breach of the content security policy.
 */
export class PageUnderTest {
  #browser!: Browser;
  #server!: LocalServer;
  #dataDir!: string;
  #complaints: string[] = [];
  page!: Page;

  /** Registers the hooks; call it once in a test file. */
  static inThisFile(): PageUnderTest {
    const given = new PageUnderTest();
    beforeAll(() => given.#start());
    afterEach(async () => {
      for (const context of given.#browser.contexts()) await context.close();
      expect(given.#complaints).toEqual([]);
      await given.#startAfresh();
    });
    afterAll(() => given.#stop());
    return given;
  }

  async #start(): Promise<void> {
    this.#dataDir = await mkdtemp(join(tmpdir(), 'page-'));
    const parsed = parseLocalEnv({ PORT: '0', LOCAL_DATA_DIR: this.#dataDir });
    if (parsed.kind === 'wrong') throw new Error(parsed.messages.join(' '));
    this.#server = await startLocalServer(
      parsed.env,
      new GatheredLines(() => undefined, systemTimer),
    );
    this.#browser = await launchChromium();
  }

  async #stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    rmSync(this.#dataDir, { recursive: true });
  }

  get url(): string {
    return this.#server.url;
  }

  /** Opens a page in a browser of its own and waits until it has asked for the state. */
  async open(opening: Opening = {}): Promise<Page> {
    const { path = '/', as = MANAGER, brokenCallsExpected, withoutLocale, ...options } = opening;
    const context = await this.#browser.newContext({
      ...(withoutLocale ? {} : { locale: 'en-GB' }),
      viewport: { width: 1280, height: 900 },
      extraHTTPHeaders: { 'x-local-identity': as },
      reducedMotion: 'reduce',
      ...options,
    });
    await context.addInitScript(AXE);
    this.page = await context.newPage();
    this.#complaints = [];
    this.page.on('pageerror', ({ message }) => this.#complaints.push(message));
    this.page.on('console', (line) => {
      const isBrokenCall = line.text().startsWith('Failed to load resource');
      if (line.type() === 'error' && !(isBrokenCall && brokenCallsExpected)) {
        this.#complaints.push(line.text());
      }
    });
    await this.page.goto(this.url + path);
    if (path === '/' && options.javaScriptEnabled !== false) {
      await this.page.locator('#connection-loading').waitFor({ state: 'hidden' });
    }
    return this.page;
  }

  /** What axe finds wrong with the page as it stands, as rule and element. */
  faults(): Promise<string[]> {
    return this.page.evaluate(
      'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))',
    );
  }

  /** A fresh key file of the simulated Workspace, as its text. */
  async keyFile(): Promise<string> {
    return (await fetch(`${this.url}/local/service-account-key.json`)).text();
  }

  /** What a person chooses in the file dialogue. */
  async chosenKey(
    name = 'service-account-key.json',
  ): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
    return {
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(await this.keyFile()),
    };
  }

  /** Saves a connection as another administrator would, without this page. */
  async connect(adminUsername = 'admin@example.com'): Promise<void> {
    const serviceAccountKey = JSON.parse(await this.keyFile()) as unknown;
    await this.#call('PUT', '/v1/configuration', { adminUsername, serviceAccountKey });
  }

  async #startAfresh(): Promise<void> {
    await this.#call('DELETE', '/v1/configuration');
    await this.#call('PUT', '/v1/policy', DEFAULT_POLICY);
  }

  async #call(method: string, path: string, body?: unknown): Promise<void> {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        'content-type': path === '/v1/configuration' ? MEDIA_TYPE : 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }

  /** Changes what the simulated Google does. */
  async google(resource: string, value: unknown): Promise<void> {
    const answer = await fetch(`${this.url}/google/control/${resource}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
    if (!answer.ok) throw new Error(`${resource}: ${answer.status} ${await answer.text()}`);
  }

  /** The service account of the key file is authorised for the scope, or not. */
  async delegate(authorised: boolean): Promise<void> {
    const { client_id: clientId } = JSON.parse(await this.keyFile()) as { client_id: string };
    const scopes = ['https://www.googleapis.com/auth/admin.directory.user'];
    await this.google('delegation', { entries: authorised ? [{ clientId, scopes }] : [] });
  }
}

/** Presses Tab until this element has the focus, as somebody without a mouse gets there. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const isThere = (): Promise<boolean> =>
    page.locator(selector).evaluate((wanted) => wanted === document.activeElement);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} can't be reached with Tab`);
}
