import { type SecureLdapAnswer } from '../../functions/api/configuration';
import { type Page } from 'playwright-core';
import { PageUnderTest, VIEWER } from './page-under-test';
import { configuration, NOW, OK, STATES } from './secure-ldap-states';

const given = PageUnderTest.inThisFile();

/** Opens the page over an answer of ours; `answer.is` may be changed meanwhile. */
async function open(
  first: SecureLdapAnswer | undefined | 'none',
  more: Parameters<PageUnderTest['open']>[0] = {},
): Promise<{ page: Page; answer: { is: SecureLdapAnswer | undefined | 'none' } }> {
  const answer = { is: first };
  const page = await given.open({
    path: '/networks',
    timezoneId: 'UTC',
    clock: true,
    before: async (fresh) => {
      await fresh.clock.setFixedTime(NOW);
      await fresh.route('**/v1/{configuration,secure-ldap/verification}', (route) =>
        answer.is === 'none'
          ? route.abort()
          : route.fulfill({ json: configuration(answer.is), headers: { etag: '"7"' } }),
      );
    },
    ...more,
  });
  await page.locator('#secure-ldap-loading').waitFor({ state: 'hidden' });
  return { page, answer };
}

/** Shows a state by a check on demand, or by a new page where there is nothing to check. */
async function show(
  page: Page,
  answer: { is: SecureLdapAnswer | undefined | 'none' },
  [, ldap, en, fr]: (typeof STATES)[number],
  locale: string,
): Promise<void> {
  answer.is = ldap;
  const check = page.locator('#secure-ldap-check');
  if (ldap !== undefined && (await check.isVisible())) await check.click();
  else await page.reload();
  await page.locator('#secure-ldap-state', { hasText: locale === 'en-GB' ? en : fr }).waitFor();
}

const section = (page: Page): Promise<string> => page.locator('#secure-ldap').innerText();

const nameOf = ([name]: (typeof STATES)[number]): string => name;
const ALL = STATES.map(nameOf);

it.each([
  ['English, for System Management', ALL, 'en-GB', {}],
  [
    'French, for System Read Only',
    ['empty', 'without a proof', 'refused by Google', 'expiring in 7 days'],
    'fr-FR',
    { as: VIEWER },
  ],
  [
    'in the dark',
    ['ok', 'without a proof', 'not reachable', 'expiring in 30 days'],
    'fr-FR',
    { colorScheme: 'dark' as const },
  ],
])('axe finds nothing wrong in any state (%s)', async (_, names, locale, more) => {
  const { page, answer } = await open(undefined, { locale, ...more });
  const faults: string[] = [];
  for (const state of STATES.filter((each) => names.includes(nameOf(each)))) {
    await show(page, answer, state, locale);
    faults.push(...(await given.faults()).map((fault) => `${nameOf(state)}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

it.each(['en-GB', 'fr-FR'])('nothing sticks out in any state (%s)', async (locale) => {
  const { page, answer } = await open(undefined, { locale });
  const wide: string[] = [];
  for (const state of STATES) {
    await show(page, answer, state, locale);
    const closed = page.locator('details:not([open]) > summary:visible');
    while ((await closed.count()) > 0) await closed.first().click();
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const needed = await page.evaluate('document.documentElement.scrollWidth');
      if (needed !== width) wide.push(`${nameOf(state)} at ${width}`);
    }
  }
  expect(wide).toEqual([]);
});

it.each([
  ['expiring in 90 days', ['OK, expires in 88 days', 'OK', 'OK']],
  ['expiring in 7 days', ['OK, expires in 6 days', 'OK', 'OK']],
  ['expired since the last check', ['Expired', 'OK', 'OK']],
  ['without a proof', ['OK', 'OK', 'No proof yet']],
  ['not checked', ['OK', 'Not checked yet', 'Not reached']],
  ['not reachable', ['OK', 'Failing', 'Not reached']],
])('says with words how each check stands (%s)', async (name, words) => {
  const { page } = await open(STATES.find(([each]) => each === name)?.[1]);
  expect(await page.locator('.link-state').allInnerTexts()).toEqual(words);
});

it('says what to do about a certificate that expires soon, and where', async () => {
  const { page } = await open(STATES.find(([name]) => name === 'expiring in 30 days')?.[1]);
  const link = page.locator('.link').first();
  expect(await link.innerText()).toContain('What to do:');
  expect(await link.getByRole('link').getAttribute('href')).toBe('https://admin.google.com/');
  expect(await section(page)).not.toContain('In English.');
});

it('marks the text of a code that this page does not know as English', async () => {
  const unknown = { code: 'ldap-of-tomorrow', message: 'New.', fix: 'Wait.' };
  const links = OK.verification.links.map((link) =>
    link.id === 'ldap-bind' ? { ...link, state: 'failing' as const, ...unknown } : link,
  );
  const { page } = await open(
    { ...OK, verification: { ...OK.verification, state: 'failing', links } },
    { locale: 'fr-FR' },
  );
  expect(await page.locator('[lang="en"]', { hasText: 'New.' }).count()).toBe(1);
});

it('says when the state can’t be read, and reads it on demand', async () => {
  const { page, answer } = await open('none', { brokenCallsExpected: true });
  await page.locator('#secure-ldap-problem', { hasText: 'could not be read' }).waitFor();
  expect(await given.faults()).toEqual([]);
  answer.is = OK;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.summary', { hasText: 'every check passed' }).waitFor();
  expect(await page.locator('#secure-ldap-problem').isVisible()).toBe(false);
});

it('says that a check got no answer, and shows the result of the next one', async () => {
  const { page, answer } = await open(OK, { brokenCallsExpected: true });
  answer.is = 'none';
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.locator('#secure-ldap-problem', { hasText: 'The service did not answer' }).waitFor();
  answer.is = STATES.find(([name]) => name === 'not reachable')?.[1];
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.locator('.summary', { hasText: 'Secure LDAP does not work' }).waitFor();
  expect(await page.locator('#announcement').innerText()).toBe(
    'Secure LDAP does not work: one check fails',
  );
});

it('keeps no pasted key when the page is left, for the Back button to bring back', async () => {
  const { page } = await open(undefined);
  await page.getByLabel('Paste their text').check();
  await page.getByLabel('Private key (.key)').fill('-----BEGIN PRIVATE KEY-----');
  await page.evaluate('window.dispatchEvent(new Event("pagehide"))');
  expect(await page.getByLabel('Private key (.key)').inputValue()).toBe('');
});
