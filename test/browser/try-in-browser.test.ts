import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { parseLocalEnv } from '../../local/local-env';
import { type LocalServer } from '../../local/local-server';
import { chromiumOfThisWorker } from './chromium';
import { WITHIN_MS } from './page-under-test';
import { startPreparedServer } from '../prepared/server';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// One service for all tests, in this order: the main job connects it, and the later tests need the
// connection.
let dataDir: string;
let server: LocalServer;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'try-page-'));
  const parsed = parseLocalEnv({ PORT: '0', LDAP_PORT: '0', LOCAL_DATA_DIR: dataDir });
  if (parsed.kind === 'wrong') throw new Error(parsed.messages.join(' '));
  server = await startPreparedServer(parsed.env);
  browser = await chromiumOfThisWorker();
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true });
});

async function open(options: Parameters<Browser['newPage']>[0], path = '/local'): Promise<void> {
  page = await browser.newPage(options);
  page.setDefaultTimeout(WITHIN_MS);
  complaints = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => {
    // The trial includes refused calls. Chromium writes each of them to the console.
    const isRefusal = line.text().startsWith('Failed to load resource');
    if (line.type() === 'error' && !isRefusal) complaints.push(line.text());
  });
  await page.addInitScript(axe);
  await page.goto(server.url + path);
}
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

const text = async (selector: string): Promise<string> =>
  (await page.locator(selector).innerText()).trim();
const press = (name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
const answer = async (tone: string): Promise<string> => {
  await page.waitForSelector(`#answer[data-tone="${tone}"]`);
  return text('#answer');
};
type Card = 'wifi' | 'device';
/** Signs in with the contents of the fields. Returns the newest line of the card's list. */
const signIn = async (card: Card, attempt: number): Promise<string> => {
  await page.locator(`#${card} button[type="submit"]`).click();
  return newest(card, attempt);
};
const newest = async (card: Card, attempt: number): Promise<string> => {
  await page.waitForSelector(`#${card}-attempts li:nth-child(${attempt})`);
  return text(`#${card}-attempts li:first-child`);
};
const use = (card: Card, version: string): Promise<void> =>
  page.locator(`#${card}-told-list`).getByRole('button', { name: version, exact: true }).click();

/** Sets something of the simulated Google. */
async function setGoogle(resource: 'ldap' | 'clock', value: unknown): Promise<void> {
  const { status } = await fetch(`${server.url}/google/control/${resource}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  expect(status).toBe(200);
}

/** The problems that axe finds, as rule and element. */
const faults = (): Promise<string[]> =>
  page.evaluate(
    'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))',
  );

test.each([
  ['English, light', 'en', 'light'],
  ['French, dark', 'fr', 'dark'],
] as const)('axe finds nothing wrong in %s', async (_, language, colorScheme) => {
  await open({ colorScheme }, `/local?lang=${language}`);

  expect(await faults()).toEqual([]);
});

test.each([320, 360, 768, 1280])('nothing sticks out of a window of %i pixels', async (width) => {
  await open({ viewport: { width, height: 800 }, locale: 'fr-FR' });
  for (const summary of await page.locator('summary').all()) await summary.click();

  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
});

test('before anything is connected, the page says so and the service’s problem is shown', async () => {
  await open({});
  await page.locator('#connection', { hasText: 'Not connected yet.' }).waitFor();
  await press('Issue');

  expect(await answer('bad')).toMatch(/^409 PUT \/v1\/users\/alice%40example\.com\/password\n/);
  expect(await text('#step-3-state')).toBe('To do');
});

test('the main job: key file, connect, issue, sign in, rotate, sign in, revoke', async () => {
  await setGoogle('ldap', { bindsPerSecond: null });
  await open({});
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the key file' }).click();
  const path = join(dataDir, 'chosen-key.json');
  await (await download).saveAs(path);
  expect(await text('#step-1-state')).toBe('Done');

  const connect = await fetch(`${server.url}/v1/configuration`, {
    method: 'PUT',
    headers: { 'content-type': 'application/vnd.google-apps-passwords.configuration+json' },
    body: JSON.stringify({
      adminUsername: await text('#admin-username'),
      serviceAccountKey: JSON.parse(readFileSync(path, 'utf8')) as unknown,
    }),
  });
  expect(connect.status).toBe(200);
  await page.reload();
  await page.waitForSelector('#connection[data-tone="good"]');
  expect(await text('#connection')).toBe('Connected as admin@example.com. Every check passed.');

  await press('Issue');
  expect(await answer('good')).toMatch(/^201 PUT/);
  expect(await signIn('wifi', 1)).toMatch(/^0\s+accepted\s+alice@example.com, version 1$/);
  expect(await text('#step-4-state')).toBe('Done');
  expect(await text('#step-5-state')).toBe('To do');
  expect(await signIn('device', 1)).toMatch(/^200\s+accepted\s+alice@example.com, version 1$/);
  expect(await text('#step-5-state')).toBe('Done');

  await press('Rotate');
  await page.waitForSelector('#device-told-list button:nth-child(2)');
  expect(await signIn('wifi', 2)).toMatch(/^0\s+accepted\s+alice@example.com, version 2$/);
  expect(await signIn('device', 2)).toMatch(/^200\s+accepted\s+alice@example.com, version 2$/);
  await use('wifi', 'Use version 1');
  await use('device', 'Use version 1');
  expect(await signIn('wifi', 3)).toMatch(/^49\s+refused.*\s+alice@example.com, version 1$/);
  expect(await signIn('device', 3)).toMatch(/^401\s+refused/);

  await use('wifi', 'Use version 2');
  await use('device', 'Use version 2');
  await press('Revoke');
  await page.locator('#answer', { hasText: /^204/ }).waitFor();
  expect(await signIn('wifi', 4)).toMatch(/^49\s+refused.*\s+alice@example.com, version 2$/);
  expect(await signIn('device', 4)).toMatch(/^401\s+refused/);
  expect(await faults()).toEqual([]);
});

test('in French, by keyboard alone: a sign-in to the Wi-Fi is refused, then accepted, and announced', async () => {
  await setGoogle('ldap', { bindsPerSecond: null });
  await open({ colorScheme: 'dark', reducedMotion: 'reduce' }, '/local?lang=fr');
  await page.locator('[data-action="issue"]').press('Enter');
  await answer('good');
  const told = await page.locator('#wifi-password').inputValue();

  await page.locator('#wifi-user').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.type('faux-Mot-2-passe');
  await page.keyboard.press('Enter');
  expect(await newest('wifi', 1)).toMatch(
    /^49\s+refusé\u00a0: mauvais mot de passe.*\s+alice@example.com, autre mot de passe$/,
  );
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(told);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await newest('wifi', 2)).toMatch(/^0\s+accepté\s+alice@example.com, version \d+$/);
  expect(await text('#announcement')).toBe('0 accepté');
  expect(await faults()).toEqual([]);
});

test('a bind that tells nothing of the password says why, and nothing is sent without one', async () => {
  await open({});
  await page.locator('#wifi-password').fill('wrong-Password-1');
  await setGoogle('ldap', { bindsPerSecond: 0 });
  expect(await signIn('wifi', 1)).toMatch(/^11\s+Google’s Secure LDAP accepts no more sign-ins/);
  await setGoogle('ldap', { service: 'OFF' });
  expect(await signIn('wifi', 2)).toMatch(/^50\s+Google’s Secure LDAP may not check/);
  await page.locator('#wifi-password').fill('');
  expect(await signIn('wifi', 3)).toMatch(/^–\s+not sent: enter a user’s address and a password/);
  expect(await text('#step-4-state')).toBe('To do');
  await setGoogle('ldap', {});
});

test('a user whom the service never touches is refused with the reason', async () => {
  await open({});
  await page.selectOption('#user', 'admin@example.com');
  await press('Issue');

  expect(await answer('bad')).toContain('Administrators are never touched');
});

test('whatever Google loses, a password that is told is the one that Google holds', async () => {
  await open({});
  await page.selectOption('#trouble', 'lost-replies');
  await page.waitForSelector('#trouble-state[data-tone="bad"]');
  await page.selectOption('#user', 'bob@example.com');
  for (let round = 1; round <= 4; round += 1) {
    await press(round === 1 ? 'Issue' : 'Rotate');
    await page.locator('[data-action="issue"]:enabled').waitFor();
  }
  await page.selectOption('#trouble', 'none');
  await page.waitForSelector('#trouble-state[data-tone="good"]');
  await press('Read');
  await answer('good');

  expect(await signIn('device', 1)).toMatch(/^200\s+accepted/);
});

test('while Secure LDAP is late, the password before the change still opens the Wi-Fi', async () => {
  await open({});
  await press('Read');
  await answer('good');
  await setGoogle('clock', { offsetMs: 60_000 }); // that password is old enough now
  await page.selectOption('#trouble', 'late-ldap');
  await page.waitForSelector('#trouble-state[data-tone="bad"]');
  expect(await text('#trouble-state')).toBe(
    'Now: Google accepts a changed password at Secure LDAP only after 20 seconds.',
  );
  await press('Rotate');
  await page.waitForSelector('#wifi-told-list button:nth-child(2)');
  expect(await signIn('wifi', 1)).toMatch(/^49\s+refused/);
  await page.locator('#wifi-told-list button').first().click();
  expect(await signIn('wifi', 2)).toMatch(/^0\s+accepted/);

  await page.selectOption('#trouble', 'none');
  await page.waitForSelector('#trouble-state[data-tone="good"]');
  expect(await signIn('wifi', 3)).toMatch(/^49\s+refused/);
});

test('with a role of its own, the service account goes on working when its delegation is withdrawn', async () => {
  await open({});
  await page.locator('#step-2 summary').click();
  await press('Assign the role');
  await page.waitForSelector('#role-state[data-tone="good"]');
  await fetch(`${server.url}/v1/configuration`, {
    method: 'PUT',
    headers: { 'content-type': 'application/vnd.google-apps-passwords.configuration+json' },
    body: JSON.stringify({ delegation: false, customerId: await text('#customer-id') }),
  });
  await page.selectOption('#trouble', 'delegation');
  await page.waitForSelector('#trouble-state[data-tone="bad"]');
  await page.reload();
  await page.waitForSelector('#connection[data-tone="good"]');
  expect(await text('#connection')).toBe(
    'Connected as the service account itself. Every check passed.',
  );
  await page.selectOption('#user', 'erin@example.com');
  await press('Issue');
  expect(await answer('good')).toMatch(/^201 PUT/);

  await page.locator('#step-2 summary').click();
  expect(await text('#role-state')).toMatch(/^The service account has the role\./);
  await press('Take the role away');
  await page.waitForSelector('#role-state[data-tone="plain"]');
  await press('Rotate');
  expect(await answer('bad')).toMatch(/^502 POST/);
  expect(await faults()).toEqual([]);
});
