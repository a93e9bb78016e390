import { type Page } from 'playwright-core';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
afterEach(async () => {
  await given.google('latency', { minMs: 0, maxMs: 0 });
  await given.google('faults', { rules: [] });
});

const USERS = ['alice', 'bob', 'carol', 'dave', 'erin', 'heidi', 'ivan'].map(
  (name) => `${name}@example.com`,
);

async function call(method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(given.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  // Of a run that was stopped the last calls may still be on their way to Google.
  if (text.includes('problem:in-progress')) await call(method, path, body);
  else if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
}

/** The page of a Workspace in which these users have passwords. */
async function open(locale = 'en-GB', width = 1280): Promise<Page> {
  await given.connect();
  await Promise.all(USERS.map((user) => call('PUT', `/v1/users/${user}/password`)));
  const page = await given.open({ path: '/rotation', locale, viewport: { width, height: 900 } });
  await page.locator('#accounts').waitFor();
  return page;
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id ?? '');

const WORDS = {
  en: {
    locale: 'en-GB',
    width: 1280,
    everybody: 'All users who have a password, including parked users',
    foresee: 'Show the forecast',
    forecast: '7 users get a new password, in about 5 seconds.',
    effect: 'They are signed out everywhere',
    start: 'Rotate 7 users now',
    scope: 'All users',
    finished: 'Finished',
    news: 'The rotation is finished.',
    result: 'Rotated: 7',
  },
  fr: {
    locale: 'fr-FR',
    width: 360,
    everybody: 'Tous les utilisateurs qui ont un mot de passe, y compris ceux mis de côté',
    foresee: 'Afficher la prévision',
    forecast: '7 utilisateurs reçoivent un nouveau mot de passe, en 5\u00a0secondes environ.',
    effect: 'Ils sont déconnectés partout',
    start: 'Renouveler 7 utilisateurs maintenant',
    scope: 'Tous les utilisateurs',
    finished: 'Terminée',
    news: 'La rotation est terminée.',
    result: 'Renouvelés\u00a0: 7',
  },
} as const;

it.each(['en', 'fr'] as const)(
  'foretells a rotation of everybody, starts it, and follows it to its end without a reload (%s)',
  async (language) => {
    const words = WORDS[language];
    const page = await open(words.locale, words.width);
    const loads: string[] = [];
    page.on('framenavigated', (frame) => loads.push(frame.url()));
    await page.getByLabel(words.everybody).check();
    expect(await page.locator('#begin-run').isVisible()).toBe(false);
    await page.getByRole('button', { name: words.foresee }).click();

    await page.locator('#forecast').waitFor();
    expect(await page.locator('.forecast-users').innerText()).toBe(words.forecast);
    expect(await page.locator('#forecast').innerText()).toContain(words.effect);
    expect(await focused(page)).toBe('forecast-title');
    expect(await given.faults()).toEqual([]);
    await given.google('latency', { minMs: 300, maxMs: 300 }); // so that it is seen on its way
    await page.getByRole('button', { name: words.start }).click();

    await page.locator('#now-content progress').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'now-title');
    expect(await page.locator('#now .run .summary-text').innerText()).toContain(words.scope);
    expect(await page.locator('#now .bar-number').innerText()).toContain('7');
    expect(await given.faults()).toEqual([]);
    await page.locator('#announcement', { hasText: words.news }).waitFor({ state: 'attached' });
    expect(await page.locator('#now .run .state-word').innerText()).toBe(words.finished);
    const newest = page.locator('.history tbody tr').first();
    expect(await newest.innerText()).toContain(words.result);
    expect(await newest.innerText()).toContain('system-management@example.com');
    expect(await focused(page)).toBe('now-title');
    expect(loads).toEqual([]);
    expect(await given.faults()).toEqual([]);
  },
);

it('stops a run after a question, and says that somebody did', async () => {
  const page = await open();
  await given.google('latency', { minMs: 3_000, maxMs: 3_000 });
  await call('POST', '/v1/rotations', { scope: 'all' });
  await page.reload();
  await page.getByRole('button', { name: 'Stop…' }).click();
  const dialog = page.locator('#stop-dialog[open]');
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('Users with a new password keep it.');
  expect(await given.faults()).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep running' }).click();
  await page.getByRole('button', { name: 'Stop…' }).click();
  await dialog.getByRole('button', { name: 'Stop it now' }).click();

  await page.locator('#now .hold', { hasText: 'Stopped by an administrator.' }).waitFor();
  expect(await page.locator('#now .run .state-word').innerText()).toBe('Stopped');
  expect(await focused(page)).toBe('now-title');
  expect(await page.getByRole('button', { name: 'Stop…' }).count()).toBe(0);
});

it('says in French who was left alone, whose rotation failed, why, and what to do', async () => {
  const page = await open('fr-FR');
  const fault = { kind: 'error', status: 400, reason: 'invalid', message: 'Invalid Password' };
  const rules = [{ operations: ['users.update'], userKey: 'bob@example.com', fault }];
  await given.google('faults', { rules });
  await call('PUT', '/v1/policy', { retryBudget: 1 });
  await page.getByLabel('Une liste d’utilisateurs').check();
  await page.getByLabel('Utilisateurs, un par ligne').fill('bob@example.com\nfrank@example.com');
  await page.getByRole('button', { name: 'Afficher la prévision' }).click();
  await page.locator('#forecast').waitFor();
  expect(await page.locator('#forecast').innerText()).toMatch(
    /Ignorés\n+Sans mot de passe émis par ce service \(1\)/,
  );
  await page.getByRole('button', { name: 'Renouveler 1 utilisateur maintenant' }).click();

  const failure = page.locator('.failure', { hasText: 'bob@example.com' });
  await failure.waitFor();
  expect(await failure.innerText()).toContain('Mis de côté après la tentative 1');
  expect(await failure.innerText()).toContain(
    'Google a refusé un mot de passe généré selon la politique.',
  );
  expect(await failure.innerText()).toContain('Que faire\u00a0: Augmentez la longueur');
  await page.locator('#now .run .state-word', { hasText: 'Terminée' }).waitFor();
  expect(await page.locator('#now .numbers').innerText()).toMatch(/Mis de côté\n+1\n/);
  expect(await given.faults()).toEqual([]);
});
