import { type Page } from 'playwright-core';
import { ALICE, answerMe, comeBack, shownOn, switchOn, tellOf } from './me';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
beforeEach(() => switchOn(given));

/** Alice's page with her password shown, which then reads that she is refused, or nothing. */
async function shownThen(answer: { status: number; code: string }): Promise<Page> {
  const page = await given.open({
    path: '/me',
    as: ALICE,
    brokenCallsExpected: true,
    before: async (opened) => {
      await answerMe(opened, { networks: [{ id: 'a', ssid: 'Example' }] });
      await tellOf(opened, {});
    },
  });
  page.setDefaultTimeout(15_000);
  await page.locator('#show').click();
  await page.locator('.password').waitFor();
  await page.route('**/v1/me', (route) =>
    route.fulfill({
      status: answer.status,
      contentType: 'application/problem+json',
      json: { type: `urn:google-apps-passwords:problem:${answer.code}` },
    }),
  );
  return page;
}

it.each([
  { status: 403, code: 'forbidden-identity', words: 'not for the account that you are signed in' },
  { status: 403, code: 'self-service-off', words: 'has switched this page off' },
  { status: 401, code: '', words: 'Your sign-in has expired.' },
])('refused while a password is shown, $status $code: nothing of it stays', async (answer) => {
  const page = await shownThen(answer);
  await page.locator('#renew').click();
  await comeBack(page);
  await page.locator('#trouble').getByText(answer.words).waitFor();
  expect(await shownOn(page)).toBe('');
  expect(await page.content()).not.toContain('password-of-alice');
  expect(await page.locator('#user-name').textContent()).toBe('');
  for (const part of ['#mine', '#add-to-device', '#renew-action', '#renew-dialog']) {
    expect([part, await page.locator(part).isVisible()]).toEqual([part, false]);
  }
  expect(await page.evaluate('document.activeElement.id')).toBe('trouble');
});

it.each([
  [503, 'google-unavailable', 'Google does not answer.'],
  [409, 'not-configured', 'does not work at the moment'],
  [503, 'configuration-failing', 'does not work at the moment'],
])('no answer about a password that is shown, %i %s: it stays', async (status, code, words) => {
  const page = await shownThen({ status, code });
  await comeBack(page);
  await page.locator('#trouble').getByText(words).waitFor();
  expect(await shownOn(page)).toBe('password-of-alice-123456');
});
