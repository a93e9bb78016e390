import { type Page } from 'playwright-core';
import { ALICE, answerMe, shownOn, switchOn } from './me';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
beforeEach(() => switchOn(given));

const BOB = 'bob@example.com';

/** Answers `POST /v1/me/password` in the place of the service. */
const tellOf = (page: Page, primaryEmail: string, password: string): Promise<unknown> =>
  page.route('**/v1/me/password', (route) =>
    route.fulfill({
      json: {
        userId: '1',
        primaryEmail,
        password,
        version: 1,
        setAt: '2026-01-01T00:00:00.000Z',
        nextRotationAt: null,
      },
    }),
  );

it('somebody else has signed in meanwhile in this browser: the password of the first is hidden', async () => {
  const page = await given.open({
    path: '/me',
    as: ALICE,
    before: async (opened) => {
      await answerMe(opened, {});
      await tellOf(opened, ALICE, 'password-of-alice-123456');
    },
  });
  page.setDefaultTimeout(15_000);
  await page.locator('#user-name').getByText(ALICE).waitFor();
  await page.locator('#show').click();
  await page.locator('.password').waitFor();
  expect(await shownOn(page)).toBe('password-of-alice-123456');
  await answerMe(page, { primaryEmail: BOB }); // his version is 1, too
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.locator('#user-name').getByText(BOB).waitFor();
  expect([await page.locator('#user-name').textContent(), await shownOn(page)]).toEqual([BOB, '']);
});

it('somebody else has signed in, with another version: the page does not say that their password was changed', async () => {
  const page = await given.open({
    path: '/me',
    as: ALICE,
    before: (opened) => answerMe(opened, {}),
  });
  page.setDefaultTimeout(15_000);
  await page.locator('#user-name').getByText(ALICE).waitFor();
  await answerMe(page, { primaryEmail: BOB, version: 7 });
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.locator('#user-name').getByText(BOB).waitFor();
  expect([await page.locator('#news').textContent(), await shownOn(page)]).toEqual(['', '']);
});
