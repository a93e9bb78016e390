import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import decodeQR from 'qr/decode.js';
import { PLAIN } from '../fixtures/wifi';
import { livePassword, put, rotateElsewhere, shownOn, switchOn } from './me';
import { PageUnderTest, tabTo } from './page-under-test';

const given = PageUnderTest.inThisFile();
const PHONE = { width: 360, height: 640 };

// A person for each test: what is stored of one stays.
const PEOPLE = ['alice', 'bob', 'carol', 'dave', 'erin'].map((name) => `${name}@example.com`);
let who: string;
beforeEach(async () => {
  who = PEOPLE.shift()!;
  await given.connect();
  await switchOn(given);
});

it('a person gets a password, reads it, copies it, scans it, and has it hidden after a minute', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await given.open({
    path: '/me',
    as: who,
    viewport: PHONE,
    permissions,
    clock: true,
  });
  await page.locator('#news').getByText('You have no password yet.').waitFor();
  await page.clock.pauseAt(Date.now() + 3_600_000); // the test alone moves it
  await tabTo(page, '#show');
  await page.keyboard.press('Enter');
  await page.locator('.password').waitFor();
  const password = await livePassword(given, who);
  expect(await shownOn(page)).toBe(password);
  expect(
    await page.locator('#news').getByText('This is your password from now on.').isVisible(),
  ).toBe(true);
  // What somebody hears who does not see it: group by group, each character by its name.
  const spelled = await page.locator('#shown-password li').allTextContents();
  expect(spelled).toHaveLength(6);
  expect(spelled[0]).toMatch(/^Group 1 of 6: .+, .+, .+, .+$/);
  expect(await page.locator('#announcement').textContent()).toBe(
    'Your password is shown. This is your password from now on.',
  );
  expect(await page.evaluate('document.activeElement.id')).toBe('shown-password');
  expect(
    await page.locator('#copy').evaluate((it) => it.getBoundingClientRect().bottom),
  ).toBeLessThan(640);

  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(password);

  await page.getByRole('button', { name: 'QR code' }).click();
  const path = await page.locator('#qr-code-image path').getAttribute('d');
  expect(decodeQR(bitmapOf(path!))).toBe(password);
  expect(await page.content()).not.toContain(`value="${password}`);
  expect(page.url()).toBe(`${given.url}/me`);

  await page.clock.runFor(59_000);
  expect(await shownOn(page)).toBe(password);
  await page.clock.runFor(1_500);
  await page.locator('#shown-password').waitFor({ state: 'hidden' });
  expect(await page.content()).not.toContain(password);
  expect(await page.locator('#qr-code-image path').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Show password' }).isVisible()).toBe(true);
});

/** A camera's picture of the code: 8 points a module. */
function bitmapOf(path: string): { width: number; height: number; data: Uint8Array } {
  const dark = [...path.matchAll(/M(\d+) (\d+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  const modules = Math.max(...dark.map(([x]) => x)) + 5; // the quiet zone
  const width = modules * 8;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [x, y] of dark) {
    for (let row = y * 8; row < y * 8 + 8; row += 1) {
      data.fill(0, (row * width + x * 8) * 4, (row * width + x * 8 + 8) * 4);
    }
  }
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255;
  return { width, height: width, data };
}

it('makes a new one, which another tab learns of; a reload loses nothing', async () => {
  const page = await given.open({ path: '/me', as: who });
  await page.getByRole('button', { name: 'Get my password' }).click();
  await page.locator('.password').waitFor();
  const former = await shownOn(page);
  const other = await page.context().newPage();
  await other.goto(`${given.url}/me`);
  await other.getByRole('button', { name: 'Show password' }).click();
  await other.locator('.password').waitFor();
  expect(await shownOn(other)).toBe(former);

  await page.bringToFront();
  await page.getByRole('button', { name: 'Make a new one' }).click();
  await page.getByText('The present password stops working at once.').waitFor();
  expect(await page.getByText('You can do this 3 more times today.').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Make it now' }).click();
  await page.locator('#news').getByText('This is your new password.').waitFor();
  expect(await shownOn(page)).toBe(await livePassword(given, who));
  expect(await shownOn(page)).not.toBe(former);

  await other.bringToFront();
  await other
    .locator('#news')
    .getByText('Your password was changed. Show it to see the new one.')
    .waitFor();
  expect(await other.content()).not.toContain(former);
  await other.close();

  await page.getByRole('button', { name: 'QR code' }).click();
  expect(await given.faults()).toEqual([]);

  await page.reload();
  await page.getByRole('button', { name: 'Show password' }).waitFor();
  expect(await page.content()).not.toContain(await livePassword(given, who));
  await page.getByRole('button', { name: 'Make a new one' }).click();
  expect(await page.getByText('You can do this 2 more times today.').isVisible()).toBe(true);
});

it('a page that stays open over a rotation and over midnight shows nothing that is over', async () => {
  const page = await given.open({ path: '/me', as: who, clock: true });
  await page.getByRole('button', { name: 'Get my password' }).click();
  await page.locator('.password').waitFor();
  const former = await shownOn(page);
  await rotateElsewhere(given, who);
  await page.clock.runFor(30_000);
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))"); // back from another app
  await page
    .locator('#news')
    .getByText('Your password was changed. Show it to see the new one.')
    .waitFor();
  expect(await page.content()).not.toContain(former);
  let readings = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/me')) readings += 1;
  });
  const answered = page.waitForResponse('**/v1/me');
  await page.clock.runFor(300_000);
  await answered;
  expect(readings).toBe(1);
});

it('without leave to copy, the password is selected, to be copied by hand', async () => {
  const before = (page: typeof given.page): Promise<unknown> =>
    page.addInitScript(
      "if (navigator.clipboard) navigator.clipboard.writeText = () => Promise.reject(new Error('no'))",
    );
  const page = await given.open({ path: '/me', as: who, before, locale: 'en-US' });
  await page.getByRole('button', { name: 'Get my password' }).click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.locator('#copy-fault', { hasText: 'The password is selected' }).waitFor();
  expect(await page.evaluate('getSelection().toString()')).toBe(await livePassword(given, who));
});

it('adds the Wi-Fi to the device at hand, as a file that the browser saves', async () => {
  const { hidden: _, ...network } = PLAIN;
  await put(given, '/v1/networks', { networks: [network] });
  const page = await given.open({ path: '/me', as: who });
  await page.getByRole('button', { name: 'Get my password' }).click();
  await page.locator('.password').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Add “Example”' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('plain.nmconnection');
  const file = join(mkdtempSync(join(tmpdir(), 'me-')), 'file');
  await download.saveAs(file);
  expect(readFileSync(file, 'utf8')).toContain('identity=erin@example.com');
  rmSync(dirname(file), { recursive: true });
  await page.locator('#add-then', { hasText: 'nmcli connection reload' }).waitFor();
  expect(page.url()).toBe(`${given.url}/me`);

  await page.getByText('Another device').click();
  const [profile] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'iPhone, iPad or Mac' }).click(),
  ]);
  expect(profile.suggestedFilename()).toBe('plain.mobileconfig');
  expect(await given.faults()).toEqual([]);
});
