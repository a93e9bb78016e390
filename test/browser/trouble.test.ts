import { type Page, type Request, type Route } from 'playwright-core';
import { PageUnderTest } from './page-under-test';
import { routeOnce } from './route-once';

const given = PageUnderTest.inThisFile();
afterEach(async () => {
  await given.delegate(true);
  await given.google('api', { enabled: true });
});

const result = (page: Page): Promise<string> => page.locator('#connect-result').innerText();

async function fillAndSave(page: Page, adminUsername = 'admin@example.com'): Promise<void> {
  await page.getByLabel('Enter the Google Admin user name').fill(adminUsername);
  await page.locator('#key-file').setInputFiles(await given.chosenKey());
  await page.locator('#key-file-good:visible').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}

/** Answers the next call of this method itself. */
const once = (page: Page, method: string, answer: (route: Route) => unknown): Promise<void> =>
  routeOnce(page, '**/v1/**', answer, method);

it('says that somebody else changed the configuration, and saves after a look at it', async () => {
  const page = await given.open({ brokenCallsExpected: true });
  await given.connect('helpdesk@example.com');
  await fillAndSave(page);

  await page.getByRole('button', { name: 'Load the current state' }).click();
  await page.locator('#connect-result', { hasText: 'The page shows the current state' }).waitFor();
  expect(await result(page)).toContain('system-management@example.com changed it on');
  expect(await page.locator('.facts').innerText()).toContain('helpdesk@example.com');
  expect(await page.getByLabel('Enter the Google Admin user name').inputValue()).toBe(
    'admin@example.com',
  );
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.facts', { hasText: 'admin@example.com' }).waitFor();
  await page.getByText('Connected: every check passed', { exact: true }).waitFor();
});

it('says that it is not known whether a save that got no answer was done, and shows what counts', async () => {
  const page = await given.open({ brokenCallsExpected: true });
  await once(page, 'PUT', async (route) => {
    await route.fetch(); // done, but the answer is lost
    await route.abort('connectionreset');
  });
  await fillAndSave(page);

  await page.locator('#connect-result', { hasText: 'It is not known whether' }).waitFor();
  expect(await page.locator('.summary').innerText()).toContain('Connected: every check passed');
});

it('says when the state can’t be read, and reads it on demand', async () => {
  await given.connect();
  const page = await given.open({
    brokenCallsExpected: true,
    before: (fresh) => once(fresh, 'GET', (route) => route.abort()),
  });
  await page
    .locator('#connection-problem', { hasText: 'The connection could not be read.' })
    .waitFor();
  expect(await given.faults()).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).click();

  await page.getByText('Connected: every check passed', { exact: true }).waitFor();
  expect(await page.locator('#connection-problem').isVisible()).toBe(false);
});

it.each([
  [401, 'text/html', '<html>Sign in</html>', 'Your sign-in has expired.'],
  [502, 'text/html', '<html>Bad gateway</html>', 'The answer did not come from the service'],
  [
    500,
    'application/problem+json',
    '{"type":"urn:google-apps-passwords:problem:internal","instance":"urn:uuid:4711"}',
    'Something went wrong in the service.',
  ],
  [
    429,
    'application/problem+json',
    '{"type":"urn:google-apps-passwords:problem:of-tomorrow","detail":"Come back tomorrow."}',
    'Come back tomorrow.',
  ],
])('explains an answer %i of the type %s', async (status, contentType, body, sentence) => {
  await given.connect();
  const page = await given.open({ brokenCallsExpected: true });
  await once(page, 'POST', (route) => route.fulfill({ status, contentType, body }));
  await page.getByRole('button', { name: 'Check again' }).click();

  await page.locator('#connection-problem', { hasText: sentence }).waitFor();
  expect(await page.locator('#connection-problem').innerText()).not.toContain('<html>');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('connection-problem');
});

it('waits for Google with the fix at hand, checks again by itself, and tells when it works', async () => {
  await given.delegate(false);
  const page = await given.open({ clock: true });
  await fillAndSave(page);
  await page.locator('.summary', { hasText: 'Waiting for Google' }).waitFor();
  const link = page.locator('.link[data-link="delegation"]');
  expect(await link.locator('.link-state').innerText()).toBe('Waiting for Google');
  expect(await link.getByRole('link').getAttribute('href')).toMatch(
    /^https:\/\/admin\.google\.com\/ac\/owl\/domainwidedelegation\?clientScopeToAdd=https%3A%2F%2Fwww\.googleapis\.com%2Fauth%2Fadmin\.directory\.user&clientIdToAdd=\d+&overwriteClientId=true$/,
  );
  expect(await page.locator('#next-check').innerText()).toMatch(/checks again automatically at \d/);
  expect(await given.faults()).toEqual([]);

  const checks: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') checks.push(request);
  });
  // From here on only this test moves the page's clock, which cannot stop at a moment that has passed. A check on
  // demand begins the pauses again.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 3_000));
  await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    page.getByRole('button', { name: 'Check again' }).click(),
  ]);
  await page.locator('#check-again:not([aria-disabled])').waitFor();
  /** How long the page waits until its next check, by its own clock. */
  const pauseMs = async (): Promise<number> => {
    const before = checks.length;
    let passedMs = 0;
    for (; checks.length === before; passedMs += 1_000) await page.clock.runFor(1_000);
    await checks.at(-1)!.response(); // what this test changes next is for the next check
    return passedMs;
  };
  // The answer of the check before, and the news of this one, take a moment of real time to arrive.
  for (const leastMs of [15_000, 30_000]) {
    const passedMs = await pauseMs();
    expect(passedMs).toBeGreaterThanOrEqual(leastMs);
    expect(passedMs).toBeLessThan(2 * leastMs);
  }
  await given.delegate(true);
  expect(await pauseMs()).toBeGreaterThanOrEqual(60_000);
  await page.getByText('Connected: every check passed', { exact: true }).first().waitFor();
  expect(await page.locator('#announcement').textContent()).toBe('Connected: every check passed');
  expect(await page.locator('#next-check').isVisible()).toBe(false);
});

it('names in French the one check that fails, what to do, and what could not be checked', async () => {
  await given.google('api', { enabled: false });
  await given.connect();
  const page = await given.open({ locale: 'fr-FR' });

  const link = page.locator('.link[data-state="failing"]');
  expect(await link.innerText()).toContain('En échec');
  expect(await link.innerText()).toContain('L’API Admin SDK n’est pas activée dans le projet');
  expect(await link.innerText()).toContain(
    'Que faire\u00a0: Ouvrez le lien et cliquez sur Activer.',
  );
  expect(await link.getByRole('link').innerText()).toContain('Ouvrir la console Cloud');
  expect(await page.locator('.link[data-state="not-reached"] .link-state').allInnerTexts()).toEqual(
    ['Non atteint', 'Non atteint', 'Non atteint'],
  );
  expect(await given.faults()).toEqual([]);
});

it('follows no link but to a web page, whatever an answer holds', async () => {
  await given.connect();
  const page = await given.open();
  await once(page, 'POST', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { verification: { links: object[] } };
    body.verification.links[0] = {
      id: 'key',
      state: 'failing',
      code: 'of-tomorrow',
      message: '<b>No</b>',
      url: 'javascript:alert(1)',
    };
    await route.fulfill({ response: answer, json: body });
  });
  await page.getByRole('button', { name: 'Check again' }).click();

  const link = page.locator('.link[data-link="key"][data-state="failing"]');
  await link.waitFor();
  expect(await link.innerText()).toContain('<b>No</b>');
  expect(await link.getByRole('link').count()).toBe(0);
});
