import { ALICE, answerMe, comeBack, shownOn, switchOn, tellOf } from './me';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
beforeEach(() => switchOn(given));

const BOB = 'bob@example.com';

it('somebody else has signed in meanwhile in this browser: the password of the first is hidden', async () => {
  const page = await given.open({
    path: '/me',
    as: ALICE,
    before: async (opened) => {
      await answerMe(opened, {});
      await tellOf(opened, {});
    },
  });
  page.setDefaultTimeout(15_000);
  await page.locator('#user-name').getByText(ALICE).waitFor();
  await page.locator('#show').click();
  await page.locator('.password').waitFor();
  expect(await shownOn(page)).toBe('password-of-alice-123456');
  await answerMe(page, { primaryEmail: BOB }); // his version is 1, too
  await comeBack(page);
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
  await comeBack(page);
  await page.locator('#user-name').getByText(BOB).waitFor();
  expect([await page.locator('#news').textContent(), await shownOn(page)]).toEqual(['', '']);
});
