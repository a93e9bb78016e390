import { type Page, type Route } from 'playwright-core';
import { PageUnderTest } from './page-under-test';
import { routeOnce } from './route-once';

const given = PageUnderTest.inThisFile();

/** The page Users, on which the rotation of Alice has been confirmed and its call gets no answer yet. */
async function confirmed(): Promise<{ page: Page; call: Route }> {
  await given.connect();
  for (const name of ['alice', 'bob']) {
    await fetch(`${given.url}/v1/users/${name}@example.com/password`, { method: 'PUT' });
  }
  const page = await given.open({ path: '/accounts', brokenCallsExpected: true });
  const called = new Promise<Route>((resolve) => {
    void routeOnce(page, '**/v1/rotations', resolve);
  });
  await page.getByRole('button', { name: 'Rotate now… alice@example.com' }).click();
  await page.getByRole('button', { name: 'Rotate now', exact: true }).click();
  return { page, call: await called };
}

it('a question stays while its action is under way, and shows if that fails', async () => {
  const { page, call } = await confirmed();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape'); // Chromium lets a page prevent the first one only
  await page.locator('#rotate-cancel').waitFor(); // after the second one the page opens it again
  await page.locator('#rotate-cancel').click({ force: true });
  const dialog = page.getByRole('dialog', { name: 'Give this user a new password now?' });
  expect(await dialog.innerText()).toContain('alice@example.com');
  expect(await given.faults()).toEqual([]);
  await call.abort();
  await page.locator('#rotate-problem').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

it('a question closes once its action has succeeded', async () => {
  const { page, call } = await confirmed();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await call.continue();
  await page.locator('#rotate-dialog').waitFor({ state: 'hidden' });
  await page.locator('.rotation-note.is-good').waitFor();
});
