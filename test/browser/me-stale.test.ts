import { type Page } from 'playwright-core';
import { type MeAnswer } from '../../functions/api/me';
import { GOOD } from '../fixtures/ldap-certificates';
import { ALICE, answerMe, comeBack, shownOn, switchOn, tellOf } from './me';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
beforeEach(() => switchOn(given));

const BOB = 'bob@example.com';
const AT = '2026-01-02T00:00:00.000Z';
const GONE = { status: 'revoked', version: undefined } as const;

/** Alice's page. It knows nothing of what changes afterwards. */
async function stalePage(me: Partial<MeAnswer> = {}): Promise<Page> {
  const before = async (opened: Page): Promise<void> => {
    await answerMe(opened, me);
    await tellOf(opened, {});
  };
  const page = await given.open({ path: '/me', as: ALICE, before });
  page.setDefaultTimeout(15_000);
  await page.locator('#user-name').getByText(ALICE).waitFor();
  return page;
}

const announced = (page: Page): Promise<string | null> =>
  page.locator('#announcement').textContent();

/** What the page asks for from now on that may change or tell a password. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') calls.push(new URL(request.url()).pathname);
  });
  return calls;
}

it('the check was of a newer password than the one shown: that one is hidden, the result too', async () => {
  await given.connect();
  await given.connectLdap(GOOD);
  const page = await stalePage();
  await page.locator('#show').click();
  await page.locator('.password').waitFor();
  const proof = { result: 'works', at: AT, version: 2 } as const;
  await answerMe(page, { version: 2, proof });
  await page.route('**/v1/me/password/proof', (route) => route.fulfill({ json: proof }));
  await page.locator('#check').click();
  await page.locator('#news').getByText('Your password was changed.').waitFor();
  await page.locator('#check:not([aria-disabled])').waitFor();
  expect(await shownOn(page)).toBe('');
  expect(await page.locator('#check-result').isVisible()).toBe(false);
});

it.each([
  ['revoked', GONE, 'no longer kept here', 'Get my password'],
  ['somebody else’s', { primaryEmail: BOB }, BOB, 'Show password'],
  [
    'of somebody else who never had one',
    { primaryEmail: BOB, status: 'no-password', version: undefined },
    BOB,
    'Get my password',
  ],
] as const)('Show where the password is %s now: makes none', async (...told) => {
  const [, me, words, label] = told;
  const page = await stalePage();
  const calls = callsOf(page);
  await answerMe(page, me);
  await page.locator('#show').click();
  await page.locator('#mine').getByText(words).waitFor();
  await page.locator('#show:not([aria-disabled])').getByText(label).waitFor();
  expect([calls, await shownOn(page)]).toEqual([[], '']);
});

it('a newer password than the page knew is told: says that it was changed', async () => {
  const page = await stalePage();
  await tellOf(page, { version: 2 }, () => answerMe(page, { version: 2 }));
  await page.locator('#show').click();
  await page.locator('#news').getByText('Your password was changed. This is the new one').waitFor();
  expect(await announced(page)).toContain('This is the new one');
});

it('somebody else has signed in: the open question closes', async () => {
  const page = await stalePage();
  await page.locator('#renew').click();
  await answerMe(page, { primaryEmail: BOB });
  await comeBack(page);
  await page.locator('#renew-dialog').waitFor({ state: 'hidden' });
});

it('somebody else has signed in, and the question is confirmed: their password stays', async () => {
  const page = await stalePage();
  const calls = callsOf(page);
  await page.locator('#renew').click();
  await answerMe(page, { primaryEmail: BOB });
  await page.locator('#renew-confirm').click();
  await page.locator('#renew-dialog').waitFor({ state: 'hidden' });
  expect(await page.locator('#user-name').textContent()).toBe(BOB);
  expect(calls).toEqual([]);
});

it.each([
  [{ canIssue: false, reason: 'out-of-scope' }, 'has not set up this password for you'],
  [{ forgotten: true }, 'the copy kept here was deleted'],
  [{ drift: { at: AT } }, 'was changed elsewhere'],
  [GONE, 'no longer kept here'],
] as const)('Add the Wi-Fi where the state is %j now: tells that', async (me, words) => {
  const networks = [{ id: 'a', ssid: 'Example' }];
  const page = await stalePage({ networks });
  const calls = callsOf(page);
  await answerMe(page, { networks, ...me });
  await page.getByRole('button', { name: 'Add “Example”' }).click();
  await page.locator('#news').getByText(words).waitFor();
  expect(await announced(page)).toContain(words);
  expect(await page.evaluate('document.activeElement.id')).toBe('news');
  expect([calls, await page.locator('#add-then').textContent()]).toEqual([[], '']);
});

it('Add a network that was renamed, then removed: tells the new name, then that it is gone', async () => {
  const page = await stalePage({ networks: [{ id: 'a', ssid: 'Example' }] });
  await page.route('**/v1/me/profiles/**', (route) => route.fulfill({ status: 204 }));
  await answerMe(page, { networks: [{ id: 'a', ssid: 'Renamed' }] });
  await page.getByRole('button', { name: 'Add “Example”' }).click();
  await page.getByRole('button', { name: 'Add “Renamed”' }).waitFor();
  await answerMe(page, { networks: [{ id: 'b', ssid: 'Other' }] });
  await page.getByRole('button', { name: 'Add “Renamed”' }).click();
  await page.locator('#add-then').getByText('This network is no longer offered.').waitFor();
  expect(await announced(page)).toContain('This network is no longer offered.');
});

it('a check that can not be made after one that worked: tells that, also after the next reading', async () => {
  await given.connect();
  await given.connectLdap(GOOD);
  const proof = { result: 'works', at: AT, version: 1 } as const;
  const type = 'urn:google-apps-passwords:problem:secure-ldap-not-configured';
  const page = await given.open({
    path: '/me',
    as: ALICE,
    brokenCallsExpected: true,
    before: async (opened) => {
      await answerMe(opened, { version: 1, proof });
      await opened.route('**/v1/me/password/proof', (route) =>
        route.fulfill({ status: 409, json: { type } }),
      );
    },
  });
  page.setDefaultTimeout(15_000);
  const result = page.locator('#check-result');
  await result.getByText('It works.').waitFor();
  await page.locator('#check').click();
  await page.locator('#check:not([aria-disabled])').waitFor();
  await result.getByText('Passwords cannot be checked here').waitFor();
  await comeBack(page);
  expect(await result.textContent()).toContain('Passwords cannot be checked here');
});

it('an old problem goes when the state changes, not before', async () => {
  const page = await given.open({
    path: '/me',
    as: ALICE,
    brokenCallsExpected: true,
    before: async (opened) => {
      await answerMe(opened, {});
      const type = 'urn:google-apps-passwords:problem:google-unavailable';
      await opened.route('**/v1/me/password', (route) =>
        route.fulfill({ status: 503, json: { type } }),
      );
    },
  });
  page.setDefaultTimeout(15_000);
  const read = page.waitForResponse('**/v1/me');
  await page.locator('#show').click();
  await page.locator('#show-problem').getByText('Google does not answer.').waitFor();
  await read;
  expect(await page.locator('#show-problem').isVisible()).toBe(true);
  await answerMe(page, { version: 2 });
  await comeBack(page);
  await page.locator('#news').getByText('Your password was changed.').waitFor();
  expect(await page.locator('#show-problem').isVisible()).toBe(false);
  expect(await page.evaluate('document.activeElement.id')).toBe('news');
});
