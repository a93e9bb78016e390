import { type Page } from 'playwright-core';
import { PageUnderTest, tabTo, VIEWER } from './page-under-test';
import { routeOnce } from './route-once';

const given = PageUnderTest.inThisFile();
afterEach(async () => {
  await given.google('faults', { rules: [] });
  await given.delegate(true);
});

const list = (page: Page): Promise<string[]> => page.locator('.account-address').allInnerTexts();

const told = (page: Page, text: string): Promise<void> =>
  page.locator('#announcement', { hasText: text }).waitFor({ state: 'attached' });

async function call(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(given.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const issue = (...addresses: string[]): Promise<unknown> =>
  Promise.all(addresses.map((address) => call('PUT', `/v1/users/${address}/password`)));

/** Google refuses every new password of this user, so that one try is enough to park the account. */
async function park(address: string): Promise<void> {
  const fault = { kind: 'error', status: 400, reason: 'invalid', message: 'Invalid Password' };
  await given.google('faults', {
    rules: [{ operations: ['users.update'], userKey: address, fault }],
  });
  await call('PUT', '/v1/policy', { retryBudget: 1 });
  await call('POST', '/v1/rotations', { scope: { userKeys: [address] } });
  for (let looks = 0; looks < 300; looks += 1) {
    const { accounts } = (await call('GET', `/v1/accounts?status=parked&query=${address}`)) as {
      accounts: unknown[];
    };
    if (accounts.length === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${address} was not parked`);
}

it('says that nobody has a password yet, and that nothing is connected', async () => {
  const page = await given.open({ path: '/accounts' });
  await told(page, 'No user has a password yet');
  expect(await page.locator('#accounts-connection').innerText()).toContain(
    'Google is not connected',
  );
  expect(await given.faults()).toEqual([]);
});

it.each([
  ['en-GB', 'The connection to Google does not work, so rotations fail.'],
  ['fr-FR', 'La connexion à Google ne fonctionne pas\u00a0: les rotations échouent.'],
])('warns while the connection still waits for Google (%s)', async (locale, words) => {
  await given.delegate(false);
  await given.connect();
  const page = await given.open({ path: '/accounts', locale });
  const warning = page.locator('#accounts-connection:visible');
  await warning.waitFor();
  expect(await warning.innerText()).toContain(words);
  expect(await warning.getByRole('link').getAttribute('href')).toMatch(/#connection$/);
  expect(await given.faults()).toEqual([]);
});

it('finds users by how their address begins while somebody types, and by status', async () => {
  await given.connect();
  await issue('alice@example.com', 'bob@example.com', 'carol@example.com', 'dave@example.com');
  await call('DELETE', '/v1/users/dave@example.com/password');
  const page = await given.open({ path: '/accounts' });
  await told(page, '4 users');
  await page.getByLabel('Address or user ID').pressSequentially('ALI');
  await told(page, '1 user');
  expect(await list(page)).toEqual(['alice@example.com']);
  expect(await page.locator('.account').innerText()).toMatch(/Active[^]*Version 1[^]*set \d/);
  expect(new URL(page.url()).search).toBe('?query=ALI');
  expect(await given.faults()).toEqual([]);

  await page.getByLabel('Status').selectOption({ label: 'Revoked' });
  await told(page, 'No users found');
  expect(await page.locator('.nobody').innerText()).toContain('Whether it is an alias');
  expect(await given.faults()).toEqual([]);
  await page.getByLabel('Address or user ID').fill('');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await told(page, '1 user');
  expect(await list(page)).toEqual(['dave@example.com']);
  expect(await page.getByRole('button', { name: /^Rotate/ }).count()).toBe(0);

  await page.getByRole('link', { name: 'Français' }).click();
  await told(page, '1 utilisateur');
  expect(await list(page)).toEqual(['dave@example.com']);
  expect(await page.locator('.account-status').innerText()).toBe('Révoqué');
});

it('tells somebody who may only look, in French and on a phone, what failed and what to do', async () => {
  await given.connect();
  await issue('erin@example.com');
  await park('erin@example.com');
  const viewport = { width: 360, height: 800 };
  const path = '/accounts?query=erin@example.com';
  const page = await given.open({ path, as: VIEWER, locale: 'fr-FR', viewport });
  await told(page, '1 utilisateur');

  const card = await page.locator('.account').innerText();
  expect(card).toContain('Mis de côté');
  expect(card).toContain('Google a refusé, ou trop de tentatives ont échoué.');
  expect(card).toContain('Google a refusé un mot de passe généré selon la politique.');
  expect(card).toContain('Que faire\u00a0: Augmentez la longueur ou le nombre de caractères');
  expect(await page.getByRole('rowheader', { name: 'erin@example.com' }).count()).toBe(1);
  expect(await page.locator('main button:visible').allInnerTexts()).toEqual(['Rechercher']);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(await given.faults()).toEqual([]);
});

it('retries a parked user with the keyboard alone, after saying what it does, and shows how it goes', async () => {
  await given.connect();
  await issue('bob@example.com');
  await park('bob@example.com');
  const page = await given.open({ path: '/accounts?query=bob&status=parked' });
  await told(page, '1 user');
  await tabTo(page, '.action-cell button');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Give this user a new password now?' });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('bob@example.com');
  expect(await dialog.innerText()).toContain('This user is parked. This makes a new attempt.');
  expect(await dialog.innerText()).toContain('signed out of all Google sessions');
  expect(await given.faults()).toEqual([]);
  await tabTo(page, '#rotate-confirm');
  await page.keyboard.press('Enter');
  await told(page, 'bob@example.com: The rotation failed');
  expect(await page.locator('.account-failure').innerText()).toContain('After 2 attempts.');

  await given.google('faults', { rules: [] });
  await page.getByRole('button', { name: 'Rotate now… bob@example.com' }).click();
  await page.getByRole('button', { name: 'Rotate now', exact: true }).click();
  await told(page, 'bob@example.com: New password set: version');
  expect(await page.locator('.account-status').innerText()).toBe('Active');
  expect(await page.locator('.account-failure').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('rotation-note');
  expect(await given.faults()).toEqual([]);
});

it('shows page after page, and goes to where the next one begins', async () => {
  await given.connect();
  const { users } = (await call('GET', '/google/control/users')) as {
    users: { primaryEmail: string; suspended: boolean; archived: boolean }[];
  };
  const inUse = users.slice(20).filter(({ suspended, archived }) => !suspended && !archived);
  const plain = inUse.slice(0, 55).map(({ primaryEmail }) => primaryEmail);
  await issue(...plain);
  const page = await given.open({ path: '/accounts' });
  await told(page, 'The first 50 users, by address');
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.locator('#accounts-title', { hasText: /^\d+ users$/ }).waitFor();

  const shown = await list(page);
  expect(shown).toEqual([...new Set(shown)].sort());
  expect(shown).toEqual(expect.arrayContaining(plain));
  expect(await page.locator(':focus').innerText()).toBe(shown[50]);
  expect(await page.getByRole('button', { name: 'Show more' }).isVisible()).toBe(false);
});

it('says when the list can’t be read without taking the keyboard away, and reads it again on demand', async () => {
  await given.connect();
  await issue('alice@example.com');
  const page = await given.open({ path: '/accounts', brokenCallsExpected: true });
  await page.locator('.account').first().waitFor();
  await routeOnce(page, '**/v1/accounts**', (route) => route.abort());
  await page.getByLabel('Address or user ID').fill('alice');
  await told(page, 'The users could not be read.');
  expect(await page.locator('#accounts-list').isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('accounts-query');
  expect(await given.faults()).toEqual([]);

  await page.getByRole('button', { name: 'Try again' }).click();
  await told(page, '1 user');
  expect(await page.locator('#accounts-problem').isVisible()).toBe(false);
});
