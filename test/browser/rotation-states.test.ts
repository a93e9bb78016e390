import { type OverviewAnswer } from '../../functions/api/overview';
import { type Page } from 'playwright-core';
import { PageUnderTest, VIEWER } from './page-under-test';
import { failures, overview, running, STATES, waiting } from './rotation-overviews';

const given = PageUnderTest.inThisFile();

/** Opens the page over an overview of ours; `answer.is` may be changed meanwhile. */
async function open(
  first: OverviewAnswer,
  options: {
    readonly as?: string;
    readonly locale?: string;
    readonly broken?: boolean;
    readonly clock?: boolean;
  } = {},
): Promise<{ page: Page; answer: { is: OverviewAnswer | 'none' } }> {
  const { broken = false, ...opening } = options;
  const answer: { is: OverviewAnswer | 'none' } = { is: first };
  await given.connect();
  const page = await given.open({
    path: '/rotation',
    timezoneId: 'UTC',
    brokenCallsExpected: broken,
    before: (fresh) =>
      fresh.route('**/v1/overview', (route) =>
        answer.is === 'none' ? route.abort() : route.fulfill({ json: answer.is }),
      ),
    ...opening,
  });
  await page.locator('#now-loading').waitFor({ state: 'hidden' });
  return { page, answer };
}

const text = (page: Page): Promise<string> => page.locator('main').innerText();

it.each([
  ['English', 'en-GB'],
  ['French', 'fr-FR'],
])('axe finds nothing wrong in any state, and nothing sticks out (%s)', async (_, locale) => {
  const { page, answer } = await open(running(), { locale });
  const faults: string[] = [];
  for (const [index, [name, state, words]] of STATES.entries()) {
    const active = 500 + index; // by which the page shows that it is this state's
    answer.is = { ...state, accounts: { ...state.accounts, active } };
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))'); // reads anew
    await page.locator('#accounts .number', { hasText: String(active) }).waitFor();
    if (locale === 'en-GB') expect(await text(page)).toContain(words);
    const closed = page.locator('details:not([open]) > summary:visible');
    while ((await closed.count()) > 0) await closed.first().click();
    for (const width of [360, 768]) {
      await page.setViewportSize({ width, height: 900 });
      if ((await page.evaluate('document.documentElement.scrollWidth')) !== width) {
        faults.push(`${name}: sticks out at ${width}`);
      }
    }
    faults.push(...(await given.faults()).map((fault) => `${name}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

it('goes on by itself, and leaves the focus, what is open and the place as they are', async () => {
  const { page, answer } = await open({ ...running(), lastFailures: failures }, { clock: true });
  await page.locator('#failures summary').click();
  await page.locator('.failure a').first().focus();
  const topOfFocus = (): Promise<number> =>
    page.evaluate(() => {
      const { activeElement: link } = document;
      if (link?.textContent !== 'See the connection checks') return NaN;
      return link.getBoundingClientRect().top;
    });
  const before = await topOfFocus();
  const moved = async (): Promise<number> => Math.abs((await topOfFocus()) - before);
  const spoken = (): Promise<string> => page.locator('#announcement').innerText();
  answer.is = { ...running({ done: 500 }), lastFailures: failures };
  await page.clock.runFor(3_000);
  await page.locator('.bar-number', { hasText: '535 of about 1,240 (43%)' }).waitFor();
  expect(await spoken()).toBe(''); // a step of the bar is no news
  expect(await page.locator('#failures details').getAttribute('open')).toBe('');
  expect(await moved()).toBeLessThan(2);

  answer.is = { ...running({ done: 640 }), lastFailures: failures };
  await page.clock.runFor(3_000);
  await page.locator('#announcement', { hasText: 'The rotation is 50% complete.' }).waitFor();
  answer.is = { ...waiting('google', { done: 640 }), lastFailures: failures };
  await page.clock.runFor(3_000);
  await page.locator('#announcement', { hasText: 'Waiting for Google' }).waitFor();
  expect(await moved()).toBeLessThan(2);
});

it('says since when it can’t read, asks less often, and takes it up again', async () => {
  const { page, answer } = await open(running(), { broken: true, clock: true });
  answer.is = 'none';
  await page.clock.runFor(3_000);
  await page.locator('#unread').waitFor();
  expect(await page.locator('#unread').innerText()).toMatch(
    /could not be updated\..* The data shown is from .*Next attempt at /,
  );
  expect(await page.locator('.bar-number').innerText()).toBe('515 of about 1,240 (41%)');
  expect(await page.locator('#announcement').innerText()).toContain('could not be updated');
  expect(await given.faults()).toEqual([]);
  answer.is = running({ done: 700 });
  await page.getByRole('button', { name: 'Try now' }).click();

  await page.locator('#unread').waitFor({ state: 'hidden' });
  expect(await page.locator('.bar-number').innerText()).toBe('735 of about 1,240 (59%)');
});

it('lets System Read Only look at all of it, and offers nothing to press', async () => {
  const { page } = await open({ ...running(), lastFailures: failures.slice(0, 3) }, { as: VIEWER });
  expect(await page.locator('main :is(button, input, textarea):visible').count()).toBe(0);
  expect(await text(page)).toContain('Your role is System Read Only');
  for (const part of ['515 of about 1,240', 'user0@example.com', 'Due now', 'History', '1,198']) {
    expect(await text(page)).toContain(part);
  }
});

it('leads to the connection where there is none, and tells who nobody has a password', async () => {
  const page = await given.open({ path: '/rotation', locale: 'fr-FR' });
  const link = page.getByRole('link', { name: 'Connecter', exact: true });
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe('/?lang=fr#panel-1');
  expect(await page.locator('#start-run').isVisible()).toBe(false);
  expect(await given.faults()).toEqual([]);

  await given.connect();
  await page.reload();
  await page.getByText('Aucun utilisateur n’a encore de mot de passe').waitFor();
  expect(await given.faults()).toEqual([]);
});

it('says beside the field what names nobody, and in place what the service refuses', async () => {
  const { page } = await open(overview({}), { broken: true });
  const foresee = page.getByRole('button', { name: 'Show the forecast' });
  const faults = (): Promise<string[]> => page.locator('#start-run .fault:visible').allInnerTexts();
  await page.getByLabel('An organisational unit').check();
  await page.getByLabel('Path of the organisational unit').fill('Employees');
  await foresee.click();
  expect(await faults()).toEqual(['The path must begin with /, such as /Employees.']);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('scope-orgUnit');

  await page.getByLabel('A list of users').check();
  await foresee.click();
  expect(await faults()).toEqual(['Enter at least one user, one per line.']);
  const list = page.getByLabel('Users, one per line');
  await list.fill(Array.from({ length: 501 }, (_, number) => `u${number}@example.com`).join('\n'));
  await foresee.click();
  expect((await faults())[0]).toContain('The list has 501 users. One run takes at most 500.');
  expect(await given.faults()).toEqual([]);

  await page.route('**/forecast', (route) =>
    route.fulfill({
      status: 409,
      json: { type: 'urn:google-apps-passwords:problem:configuration-failing' },
    }),
  );
  await page.getByLabel('Users who are due now').check();
  await foresee.click();
  const result = page.locator('#start-run-result');
  await result.waitFor();
  expect(await result.innerText()).toContain('No forecast. The connection to Google does not work');
  expect(await page.locator('#forecast').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Go to the connection' }).click();
  await page.waitForURL('**/?lang=en#connection');
});

it('leads from a run that the policy holds up to the policy', async () => {
  const { page } = await open(waiting('paused'));
  await page.getByRole('link', { name: 'See the policy' }).click();
  await page.waitForURL('**/policy?lang=en');
  await page.locator('#policy-form').waitFor();
});
