import { type Page } from 'playwright-core';
import { GOOD } from '../fixtures/ldap-certificates';
import { ALICE, answerMe, switchOn } from './me';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
const PHONE = { width: 360, height: 640 };
const SHOW = 'Show password';
const GET = 'Get my password';
const RENEW = 'Make a new one';

beforeEach(() => switchOn(given));

const button = (page: Page, name: string): Promise<boolean> =>
  page.getByRole('button', { name }).isVisible();

/** The page with this answer about the password, in the other colours than those of other tests. */
const openWith = (me: Parameters<typeof answerMe>[1], lang = 'en'): Promise<Page> =>
  given.open({
    path: `/me?lang=${lang}`,
    as: ALICE,
    viewport: PHONE,
    colorScheme: 'dark',
    before: (page) => answerMe(page, me),
  });

const AT = '2026-11-02T08:15:00.000Z';

it.each([
  [{}, 'It does not change by itself.', [SHOW, RENEW]],
  [
    { nextRotationAt: '2099-03-01T12:00:00.000Z' },
    'It changes by itself on 1 March 2099 at the earliest.',
    [SHOW, RENEW],
  ],
  [
    { nextRotationAt: AT },
    'A new one is due. It changes by itself when your organisation’s schedule lets it.',
    [SHOW, RENEW],
  ],
  [{ status: 'unconfirmed' }, 'Your password is being changed at this moment.', [SHOW, RENEW]],
  [{ drift: { at: AT } }, 'Your Google password was changed elsewhere on 2 November 2026', [RENEW]],
  [{ forgotten: true }, 'For safety, the copy kept here was deleted.', [RENEW]],
  [{ status: 'no-password', version: undefined }, 'You have no password yet.', [GET]],
  [{ status: 'revoked', version: undefined }, 'Your password is no longer kept here.', [GET]],
  [{ canIssue: false, reason: 'admin-account' }, 'You are a Google administrator.', []],
  [{ canIssue: false, reason: 'user-suspended' }, 'Your Google account is suspended', []],
  [{ canIssue: false, reason: 'out-of-scope' }, 'has not set up this password for you', []],
] as const)('%j: %s', async (me, words, buttons) => {
  const page = await openWith(me);
  await page.locator('#mine').getByText(words).waitFor();
  for (const name of [SHOW, GET, RENEW]) {
    expect([name, await button(page, name)]).toEqual([name, buttons.some((each) => each === name)]);
  }
  expect(await given.faults()).toEqual([]);
});

it.each([{ forgotten: true }, { drift: { at: AT } }] as const)(
  'none today, and a new one is the only way out, %j: sends to the IT support',
  async (me) => {
    const page = await openWith({ ...me, rotationsLeftToday: 0 });
    await page.locator('#news').getByText('ask your IT support for a new one.').waitFor();
    expect(await page.locator('#news').textContent()).not.toMatch(/make a new one/i);
    await page.getByRole('button', { name: RENEW }).click();
    await page
      .getByText('You can make no new password today. Ask your IT support for one.')
      .waitFor();
  },
);

it('no more new passwords today: says so before anything is done', async () => {
  const page = await openWith({ rotationsLeftToday: 0 }, 'fr');
  await page.getByRole('button', { name: 'En créer un nouveau' }).click();
  await page.getByText('Vous ne pouvez pas créer de nouveau mot de passe aujourd’hui.').waitFor();
  expect(await page.getByRole('button', { name: 'Le créer maintenant' }).isDisabled()).toBe(true);
});

it.each([
  ['google-unavailable', 503, 'en', 'Google does not answer.'],
  ['google-unavailable', 503, 'fr', 'Google ne répond pas.'],
  ['outcome-unknown', 503, 'en', 'It is not known yet whether Google has taken'],
  ['in-progress', 409, 'en', 'is being changed in another window'],
  ['password-drifted', 409, 'fr', 'Votre mot de passe Google a été modifié ailleurs'],
  ['self-service-off', 403, 'en', 'Your organisation has switched this page off.'],
])('the password cannot be shown, %s: %s, in %s: %s', async (code, status, lang, words) => {
  const page = await given.open({
    path: `/me?lang=${lang}`,
    as: ALICE,
    viewport: PHONE,
    brokenCallsExpected: true,
    before: async (opened) => {
      await answerMe(opened, {});
      await opened.route('**/v1/me/password', (route) =>
        route.fulfill({
          status,
          contentType: 'application/problem+json',
          json: { type: `urn:google-apps-passwords:problem:${code}` },
        }),
      );
    },
  });
  await page.locator('#show').click();
  await page.locator('#show-problem').getByText(words).waitFor();
  expect(await page.locator('.password').count()).toBe(0);
  expect(await page.evaluate('document.activeElement.id')).toBe('show-problem');
  expect(await given.faults()).toEqual([]);
});

it('Google cannot be reached at first, then it can', async () => {
  let isThere = false;
  const page = await given.open({
    path: '/me',
    as: ALICE,
    brokenCallsExpected: true,
    before: async (opened) => {
      await answerMe(opened, {});
      await opened.route('**/v1/me', (route) => (isThere ? route.fallback() : route.abort()));
    },
  });
  await page.getByText('There was no answer').waitFor();
  isThere = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: SHOW }).waitFor();
  expect(await page.locator('#trouble').isVisible()).toBe(false);
});

it.each([
  ['en', 'x@other.example', 'This page is not for the account that you signed in with'],
  [
    'fr',
    'x@other.example',
    'Cette page n’est pas destinée au compte avec lequel vous êtes connecté',
  ],
])('who is no member reads why, in %s', async (lang, person, title) => {
  const page = await given.open({
    path: `/me?lang=${lang}`,
    as: person,
    viewport: PHONE,
    brokenCallsExpected: true,
  });
  await page.getByRole('heading', { name: title }).waitFor();
  expect(await page.getByText(person).isVisible()).toBe(true);
  expect(await given.faults()).toEqual([]);
});

it('checks the password: it works, or is refused, or nobody knows', async () => {
  const results = ['works', 'refused', 'unknown'] as const;
  const words = ['It works.', 'Google does not accept it.', 'It could not be checked.'];
  const left = [...results];
  await given.connect();
  await given.connectLdap(GOOD);
  const page = await given.open({
    path: '/me',
    as: ALICE,
    viewport: PHONE,
    before: async (opened) => {
      await answerMe(opened, { proof: { result: 'works', at: AT, version: 0 } });
      await opened.route('**/v1/me/password/proof', (route) =>
        route.fulfill({ json: { result: left.shift(), at: AT, version: 1 } }),
      );
    },
  });
  await page.getByRole('button', { name: 'Check it now' }).waitFor();
  expect(await page.locator('#check-result').isVisible()).toBe(false); // the last one was of a former version
  for (const text of words) {
    await page.getByRole('button', { name: 'Check it now' }).click();
    await page.locator('#check-result').getByText(text).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('check-result');
  }
  expect(await given.faults()).toEqual([]);
});
