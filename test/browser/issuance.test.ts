import { type Page } from 'playwright-core';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
afterEach(() => given.google('latency', { minMs: 0, maxMs: 0 }));

async function call(method: string, path: string): Promise<number> {
  return (await fetch(given.url + path, { method })).status;
}

const passwordOf = (user: string): string => `/v1/users/${user}@example.com/password`;

async function open(locale: string, width: number, path = '/rotation'): Promise<Page> {
  await given.connect();
  const page = await given.open({ path, locale, viewport: { width, height: 900 } });
  await page.locator('#start-run').waitFor();
  return page;
}

const told = (page: Page, text: string): Promise<void> =>
  page.locator('#announcement', { hasText: text }).waitFor({ state: 'attached' });

it('leads from the empty list of users to first passwords for everybody', async () => {
  await given.connect();
  const page = await given.open({ path: '/accounts' });
  await page.getByRole('link', { name: 'Go to the page Rotation' }).click();
  await page.locator('#start-run').waitFor();
  expect(await page.getByLabel('First passwords for users who have none').isChecked()).toBe(true);
  expect(await page.getByLabel('All users who have no password').isChecked()).toBe(true);
  expect(await page.getByLabel('Users who are due now').isVisible()).toBe(false);
  await page.waitForFunction(() => {
    const { top = NaN } = document.getElementById('start-run')?.getBoundingClientRect() ?? {};
    return top >= 0 && top < innerHeight / 2;
  });
  await page.getByRole('button', { name: 'Show the forecast' }).click();
  await page.locator('#forecast').waitFor();
  expect(await page.locator('.forecast-users').innerText()).toMatch(/^28\d users get a first/);
  expect(await given.faults()).toEqual([]);

  await page.getByLabel('New passwords for users who have one').check();
  expect(await page.locator('#forecast').isVisible()).toBe(false);
  expect(await page.getByLabel('Users who are due now').isChecked()).toBe(true);
});

/** Who has a password, who had one, and who never did; the languages share one Workspace. */
const EN_USERS = ['alice', 'bob', 'carol'] as const;
const FR_USERS = ['dave', 'heidi', 'ivan'] as const;

const WORDS = {
  en: {
    locale: 'en-GB',
    width: 1280,
    first: 'First passwords for users who have none',
    list: 'A list of users',
    users: 'Users, one per line',
    foresee: 'Show the forecast',
    forecast: '2 users get a first password, in about 5 seconds.',
    excluded: /Skipped\n+Administrators \(1\)\n+Already have a password \(1\)\n/,
    effect: 'This password replaces any Google password of their own.',
    start: 'Give 2 users a first password now',
    title: 'First passwords: a list of 4',
    news: 'The issue of first passwords is finished.',
    result: 'Passwords issued: 2',
  },
  fr: {
    locale: 'fr-FR',
    width: 360,
    first: 'Premiers mots de passe pour les utilisateurs qui n’en ont pas',
    list: 'Une liste d’utilisateurs',
    users: 'Utilisateurs, un par ligne',
    foresee: 'Afficher la prévision',
    forecast: '2 utilisateurs reçoivent un premier mot de passe, en 5\u00a0secondes environ.',
    excluded: /Ignorés\n+Administrateurs \(1\)\n+Ont déjà un mot de passe \(1\)\n/,
    effect: 'Ce mot de passe remplace leur propre mot de passe Google, s’ils en ont un.',
    start: 'Attribuer un premier mot de passe à 2 utilisateurs',
    title: 'Premiers mots de passe\u00a0: une liste de 4',
    news: 'L’attribution des premiers mots de passe est terminée.',
    result: 'Mots de passe émis\u00a0: 2',
  },
} as const;

it.each(['en', 'fr'] as const)(
  'foretells first passwords for a list, starts, and follows that to its end (%s)',
  async (language) => {
    const words = WORDS[language];
    await given.connect();
    const [holder, taken, fresh] = language === 'en' ? EN_USERS : FR_USERS;
    expect(await call('PUT', passwordOf(holder))).toBe(201);
    expect(await call('PUT', passwordOf(taken))).toBe(201);
    expect(await call('DELETE', passwordOf(taken))).toBe(204);
    const page = await open(words.locale, words.width);
    await page.getByLabel(words.first).check();
    await page.getByLabel(words.list).check();
    const users = [holder, taken, fresh, 'admin'].map((user) => `${user}@example.com`);
    await page.getByLabel(words.users).fill(users.join('\n'));
    await page.getByRole('button', { name: words.foresee }).click();

    await page.locator('#forecast').waitFor();
    expect(await page.locator('.forecast-users').innerText()).toBe(words.forecast);
    expect(await page.locator('#forecast').innerText()).toMatch(words.excluded);
    expect(await page.locator('#forecast').innerText()).toContain(words.effect);
    expect(await given.faults()).toEqual([]);
    expect(await call('GET', passwordOf(fresh))).toBe(404);
    await page.getByRole('button', { name: words.start }).click();

    await told(page, words.news);
    expect(await page.locator('#now .summary-text').last().innerText()).toContain(words.title);
    const newest = page.locator('.history tbody tr').first();
    expect(await newest.innerText()).toContain(words.title);
    expect(await newest.innerText()).toContain(words.result);
    for (const user of [taken, fresh]) expect(await call('GET', passwordOf(user))).toBe(200);
    expect(await call('GET', passwordOf('admin'))).toBe(404);
    expect(await given.faults()).toEqual([]);
  },
);

it('counts without a bar how far a unit is, and says who gets nothing again by it', async () => {
  await given.connect();
  expect(await call('PUT', passwordOf('erin'))).toBe(201);
  expect(await call('DELETE', passwordOf('erin'))).toBe(204);
  const page = await open('en-GB', 768);
  await page.getByLabel('First passwords for users who have none').check();
  await page.getByLabel('An organisational unit').check();
  await page.getByLabel('Path of the organisational unit').fill('/Contractors/Paris');
  await page.getByRole('button', { name: 'Show the forecast' }).click();
  await page.locator('#forecast').waitFor();
  expect(await page.locator('#forecast').innerText()).toContain('Password revoked (1)');
  expect(await page.locator('#forecast').innerText()).toContain('only a list of users or the API');
  await given.google('latency', { minMs: 300, maxMs: 300 }); // so that it is seen on its way
  await page.locator('#begin-run').click();

  await page.locator('#now .bar-number', { hasText: /^\d+ so far$/ }).waitFor();
  expect(await page.locator('#now progress').count()).toBe(0);
  expect(await page.locator('#now .summary-text').innerText()).toContain(
    'First passwords: unit /Contractors/Paris',
  );
  await page.getByRole('button', { name: 'Stop…' }).click();
  const dialog = page.locator('#stop-dialog[open]');
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('This run issues no further passwords.');
  expect(await given.faults()).toEqual([]);
  await dialog.getByRole('button', { name: 'Stop it now' }).click();
  await page.locator('#now .hold', { hasText: 'Stopped by an administrator.' }).waitFor();
});
