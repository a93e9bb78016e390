import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { DEFAULT_POLICY } from '../../functions/domain/configuration/policy';
import { parseLocalEnv } from '../../local/local-env';
import { type LocalServer } from '../../local/local-server';
import { chromiumOfThisWorker } from './chromium';
import { startPreparedServer } from '../prepared/server';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';
const WITH_KEYS = ['/v1/configuration', '/v1/secure-ldap'];

export const MANAGER = 'system-management@example.com';
export const VIEWER = 'read-only@example.com';

/** Many times what anything takes: a machine may be busy. */
export const WITHIN_MS = 100_000;

type Opening = BrowserContextOptions & {
  readonly path?: string;
  readonly as?: string;
  /** Chromium writes a refused or broken call to the console; a test that makes one lets these be. */
  readonly brokenCallsExpected?: boolean;
  /** A browser that was started without a locale: its languages are `en-US@posix`. */
  readonly withoutLocale?: boolean;
  /** Makes ready what the page meets, such as answers of a test's own. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** The page's clock is the test's (`page.clock`). It goes on where the test before left it. */
  readonly clock?: boolean;
};

/** What a page has for good; its window, reader and answers may change. */
type Kind = Omit<Opening, 'path' | 'as' | 'brokenCallsExpected' | 'before' | 'viewport'>;

// What is known of a violation beside its rule and element takes axe as long as to find it.
const AXE_OPTIONS = '{ resultTypes: ["violations"], selectors: false, elementRef: false }';

/**
 * A browser on the page of the real service over the simulated Workspace. After each test nothing may
 * stand in the browser's console: no error, and no breach of the content security policy.
 */
export class PageUnderTest {
  #browser!: Browser;
  #server!: LocalServer;
  #dataDir!: string;
  #complaints: string[] = [];
  #brokenCallsExpected = false;
  /** The pages of the test under way, each by its kind. */
  readonly #open: [string, Page][] = [];
  readonly #kept = new Map<string, Page>();
  /** Pages that this test has opened: what they write to the console counts. */
  readonly #watched = new Set<Page>();
  page!: Page;

  /** Registers the hooks; call it once in a test file. */
  static inThisFile(): PageUnderTest {
    const given = new PageUnderTest();
    beforeAll(() => given.#start());
    afterEach(async () => {
      await given.#putAway();
      await given.#startAfresh();
      expect(given.#complaints).toEqual([]);
    });
    afterAll(() => given.#stop());
    return given;
  }

  async #start(): Promise<void> {
    this.#dataDir = await mkdtemp(join(tmpdir(), 'page-'));
    const parsed = parseLocalEnv({ PORT: '0', LDAP_PORT: '0', LOCAL_DATA_DIR: this.#dataDir });
    if (parsed.kind === 'wrong') throw new Error(parsed.messages.join(' '));
    this.#server = await startPreparedServer(parsed.env);
    this.#browser = await chromiumOfThisWorker();
  }

  async #stop(): Promise<void> {
    for (const context of this.#browser.contexts()) await context.close();
    await this.#server.stop();
    rmSync(this.#dataDir, { recursive: true });
  }

  get url(): string {
    return this.#server.url;
  }

  /** Opens a page that knows nothing of what was before, and waits until it has asked for the state. */
  async open(opening: Opening = {}): Promise<Page> {
    const { path = '/', as = MANAGER, brokenCallsExpected = false, before, ...options } = opening;
    const { viewport = { width: 1280, height: 900 }, ...kind } = options;
    this.#brokenCallsExpected = brokenCallsExpected;
    this.#complaints = [];
    this.page = await this.#pageOf(kind);
    if (viewport) await this.page.setViewportSize(viewport);
    await this.page.context().setExtraHTTPHeaders({ 'x-local-identity': as });
    await before?.(this.page);
    await this.#goTo(this.page, this.url + path);
    if (path === '/' && options.javaScriptEnabled !== false) {
      await this.page.locator('#connection-loading').waitFor({ state: 'hidden' });
    }
    return this.page;
  }

  /** A kept page comes back from where it was left; what it says until then is of an earlier test. */
  async #goTo(page: Page, address: string): Promise<void> {
    page.once('framenavigated', () => this.#watched.add(page));
    await page.context().setOffline(false);
    await page.goto(address);
  }

  /** A page of an earlier test that was opened alike, since a new one costs Chromium a process. */
  async #pageOf(kind: Kind): Promise<Page> {
    const { locale = 'en-GB' } = kind;
    const key = JSON.stringify(kind.withoutLocale ? kind : { ...kind, locale });
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    const page = kept ?? (await this.#newPage(kind));
    // A page without scripts tells nothing of its storage.
    if (kind.javaScriptEnabled !== false) this.#open.push([key, page]);
    return page;
  }

  async #newPage({ withoutLocale, clock, ...options }: Kind): Promise<Page> {
    const context = await this.#browser.newContext({
      ...(withoutLocale ? {} : { locale: 'en-GB' }),
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(WITHIN_MS);
    const page = await context.newPage();
    const complain = (complaint: string): void => {
      if (this.#watched.has(page)) this.#complaints.push(complaint);
    };
    page.on('pageerror', ({ message }) => {
      complain(message);
    });
    page.on('console', (line) => {
      const isBrokenCall = line.text().startsWith('Failed to load resource');
      if (line.type() === 'error' && !(isBrokenCall && this.#brokenCallsExpected)) {
        complain(line.text());
      }
    });
    if (clock) await page.clock.install();
    return page;
  }

  /**
   * Keeps a page of each kind, with nothing of this test but its clock, and closes every other. It stays where it
   * is, offline, until another test opens it: a page to wait on takes Chromium as long as the next one.
   */
  async #putAway(): Promise<void> {
    this.#watched.clear();
    for (const [key, page] of this.#open.splice(0)) {
      if (this.#kept.has(key)) continue;
      await page.context().setOffline(true); // it may read on, or check again, by itself
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      page.removeAllListeners('request');
      page.removeAllListeners('framenavigated');
      await page.evaluate('localStorage.clear(); sessionStorage.clear()');
      await page.context().clearCookies();
      this.#kept.set(key, page);
    }
    const kept = new Set([...this.#kept.values()].map((page) => page.context()));
    for (const context of this.#browser.contexts()) if (!kept.has(context)) await context.close();
  }

  /** What axe finds wrong with the page as it stands, as rule and element. */
  async faults(): Promise<string[]> {
    const isThere = await this.page.evaluate('"axe" in window');
    if (!isThere) {
      await this.page.addInitScript({ content: AXE }); // to hand it over once more takes longer than axe itself
      await this.page.evaluate(AXE);
    }
    return this.page.evaluate(
      `axe.run(${AXE_OPTIONS}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
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

  /** Switches to the service account's own role as another administrator would, without this page. */
  async actAsItself(customerId: string): Promise<void> {
    await this.#call('PUT', '/v1/configuration', { delegation: false, customerId });
  }

  /** Saves a certificate and key for Secure LDAP as another administrator would, without this page. */
  async connectLdap(pair: {
    readonly certificate: string;
    readonly privateKey: string;
  }): Promise<void> {
    await this.#call('PUT', '/v1/secure-ldap', pair);
  }

  /** The certificate and key that the simulated Admin console gives. */
  async ldapPair(): Promise<{ readonly certificate: string; readonly privateKey: string }> {
    const read = async (name: string): Promise<string> =>
      (await fetch(`${this.url}/local/ldap-client.${name}`)).text();
    return { certificate: await read('crt'), privateKey: await read('key') };
  }

  /** Changes the policy as another administrator would, without this page. */
  async policy(change: object): Promise<void> {
    await this.#call('PUT', '/v1/policy', change);
  }

  async #startAfresh(): Promise<void> {
    await this.#call('DELETE', '/v1/configuration');
    await this.#call('PUT', '/v1/policy', DEFAULT_POLICY);
  }

  async #call(method: string, path: string, body?: unknown): Promise<void> {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        'content-type': WITH_KEYS.includes(path) ? MEDIA_TYPE : 'application/json',
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

  /** Gives this service account an admin role of its own, or takes it away. */
  async giveRole(account: string, hasRole = true): Promise<void> {
    const path = `service-accounts/${account}/admin-role`;
    if (hasRole) return this.google(path, {});
    await fetch(`${this.url}/google/control/${path}`, { method: 'DELETE' });
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
