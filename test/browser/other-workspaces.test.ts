import { type Page } from 'playwright-core';
import { PageUnderTest, tabTo, VIEWER } from './page-under-test';

const given = PageUnderTest.inThisFile();
const ADMIN = 'users/admin@example.com';

async function call(method: string, path: string): Promise<unknown> {
  const answer = await fetch(given.url + path, { method });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Connects the Workspace with this id: the administrator is of it, as Google shows. */
async function connect(customerId: string): Promise<void> {
  await given.google(ADMIN, { customerId });
  await given.connect();
}

const issue = (...names: string[]): Promise<unknown> =>
  Promise.all(names.map((name) => call('PUT', `/v1/users/${name}@example.com/password`)));

const told = (page: Page, text: string): Promise<void> =>
  page.locator('#announcement', { hasText: text }).waitFor({ state: 'attached' });

/** Alice, Bob and Carol have passwords of one Workspace; another one is connected by now. */
beforeEach(async () => {
  await connect('C03simu1a');
  await issue('alice', 'bob', 'carol');
  await connect('C0other01');
});

/** Nothing is kept from one test to the next. */
afterEach(async () => {
  for (const customerId of ['C03simu1a', 'C0other01']) {
    await call('DELETE', `/v1/accounts?customerId=${customerId}`); // nothing is connected by now
  }
  await given.google(ADMIN, { customerId: 'C03simu1a' });
});

it('says nothing where every password is of the connected Workspace', async () => {
  await connect('C03simu1a');
  const page = await given.open();
  expect(await page.locator('#other-workspaces').isVisible()).toBe(false);
  expect(await page.locator('.facts').innerText()).toContain('C03simu1a');
  expect(await page.locator('#connection .hold').count()).toBe(0);
});

it('lets nobody forget anything because of a customer ID that Google has not confirmed', async () => {
  await given.actAsItself('C03simu1b'); // a slip of the finger
  const page = await given.open();
  const card = page.getByRole('region', { name: 'Passwords waiting for a check' });
  expect(await card.innerText()).toContain('3 passwords');
  expect(await card.getByRole('button').count()).toBe(0);
  expect(await page.locator('#connection .hold').count()).toBe(0);
  expect(await page.locator('.facts').innerText()).toContain(
    'C03simu1b (as entered, not confirmed',
  );
  await page.goto(`${given.url}/accounts?query=alice`);
  await told(page, '1 user');
  expect(await page.locator('.account').innerText()).not.toContain('another Workspace');
});

it('says how many passwords are of another Workspace, and forgets them once its id is typed', async () => {
  const page = await given.open();
  await page.getByRole('link', { name: 'See the options' }).click();
  const card = page.getByRole('region', { name: 'Passwords of another Google Workspace' });
  expect(await card.innerText()).toMatch(/3 passwords\s+Customer ID C03simu1a/);
  expect(await card.innerText()).toContain('Connect their Workspace again');
  expect(await given.faults()).toEqual([]);

  await tabTo(page, '.workspaces button');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Forget 3 passwords of C03simu1a?' });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('permanently deleted');
  expect(await dialog.innerText()).toContain('Nothing changes at Google');
  expect(await given.faults()).toEqual([]);
  await page.keyboard.type('C0other01');
  await page.keyboard.press('Enter');
  expect(await dialog.innerText()).toContain('This is not C03simu1a.');
  expect(await given.faults()).toEqual([]);
  await page.getByLabel('To confirm, type the customer ID C03simu1a').fill(' c03SIMU1A ');
  await page.keyboard.press('Enter');

  const news = '3 passwords of C03simu1a are forgotten here. They stay valid at Google.';
  await told(page, news);
  expect(await card.innerText()).toContain(news);
  expect(await page.locator('#other-workspaces-title:focus').count()).toBe(1);
  expect(await page.locator('#connection .hold').count()).toBe(0);
  expect(await call('GET', '/v1/configuration')).not.toHaveProperty('otherWorkspaces');
  expect(await given.faults()).toEqual([]);
});

it('names each of several, in French, also to somebody who may only look', async () => {
  await call('PUT', '/v1/users/dave@example.com/password').catch(() => undefined);
  await given.google('users/zoe@example.com', {});
  await issue('zoe');
  await connect('C0third99');
  const viewport = { width: 360, height: 800 };
  const page = await given.open({ as: VIEWER, locale: 'fr-FR', viewport });
  const card = page.getByRole('region', {
    name: 'Mots de passe d’autres domaines Google Workspace',
  });
  const text = await card.innerText();
  expect(text).toMatch(/3 mots de passe\s+Numéro client C03simu1a/);
  expect(text).toMatch(/\d mots? de passe\s+Numéro client C0other01/);
  expect(text).toContain('Le rôle Gestion du système est requis.');
  expect(await card.getByRole('button').count()).toBe(0);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(await given.faults()).toEqual([]);
});

it('waits with the ways out until it is known which Workspace is connected', async () => {
  await call('DELETE', '/v1/configuration');
  await given.delegate(false);
  await given.connect();
  const page = await given.open();
  await given.delegate(true);
  const card = page.getByRole('region', { name: 'Passwords waiting for a check' });
  expect(await card.innerText()).toMatch(/3 passwords\s+Customer ID C03simu1a/);
  expect(await card.getByRole('button').count()).toBe(0);
  expect(await page.locator('.facts').innerText()).toContain('Unknown until');
  expect(await given.faults()).toEqual([]);

  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('region', { name: 'Passwords of another Google Workspace' }).waitFor();
});

it('offers both ways out where nothing is connected', async () => {
  await call('DELETE', '/v1/configuration');
  const page = await given.open();
  const card = page.getByRole('region', { name: 'Stored passwords' });
  expect(await card.innerText()).toContain('No Workspace is connected.');
  expect(await card.getByRole('button').count()).toBe(1);
  expect(await given.faults()).toEqual([]);
});

/** Answers the calls that forget one after the other, as a Workspace of very many would. */
async function answerSteps(page: Page, answers: readonly (object | 403)[]): Promise<() => void> {
  const left = [...answers];
  let release = (): void => undefined;
  await page.route('**/v1/accounts?customerId=*', async (route) => {
    const next = left.shift();
    if (next === 403) {
      const body = JSON.stringify({ type: 'urn:google-apps-passwords:problem:forbidden-role' });
      await route.fulfill({ status: 403, contentType: 'application/problem+json', body });
      return;
    }
    if (left.length === 0) await new Promise<void>((resolve) => (release = resolve));
    await route.fulfill({ json: next });
  });
  return () => {
    release();
  };
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Forget… the passwords of C03simu1a' }).click();
  await page.getByLabel('To confirm').fill('C03simu1a');
  await page.getByRole('button', { name: 'Forget them now' }).click();
}

it('shows how far it is, and can be stopped', async () => {
  const page = await given.open();
  const release = await answerSteps(page, [
    { forgotten: 250, left: 1_500 },
    { forgotten: 250, left: 1_250 },
  ]);
  await confirm(page);
  await page.getByText('250 forgotten, 1,500 left').waitFor();
  expect(await given.faults()).toEqual([]);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Stopping…' }).waitFor();
  release();
  await told(page, 'Stopped: 500 forgotten, 1,250 still stored.');
  expect(await page.locator('#other-workspaces').innerText()).toContain('Stopped: 500 forgotten');
});

it('says so where some can’t be forgotten at this moment', async () => {
  const page = await given.open();
  const release = await answerSteps(page, [
    { forgotten: 2, left: 1 },
    { forgotten: 0, left: 1 },
  ]);
  await confirm(page);
  await page.getByText('2 forgotten, 1 left').waitFor();
  release();
  await told(page, '2 forgotten, 1 still stored. The remaining ones are being set right now');
});

it('says what is left where it breaks off, and goes on from there', async () => {
  const page = await given.open({ brokenCallsExpected: true });
  await answerSteps(page, [{ forgotten: 1, left: 2 }, 403]);
  await confirm(page);
  const problem = page.locator('#forget-problem:visible');
  await problem.waitFor();
  expect(await problem.innerText()).toContain('Your role does not allow this.');
  expect(await problem.innerText()).not.toContain('Nothing was changed');
  expect(await page.locator('#forget-progress').innerText()).toContain('1 forgotten, 2 left');
  expect(await given.faults()).toEqual([]);
  await page.unroute('**/v1/accounts?customerId=*');
  await page.getByRole('button', { name: 'Forget them now' }).click();
  await told(page, '4 passwords of C03simu1a are forgotten here.');
});

it('marks the users of another Workspace in the list of users, with the way to the ways out', async () => {
  const page = await given.open({ path: '/accounts?query=alice' });
  await told(page, '1 user');
  const row = page.locator('.account');
  expect(await row.innerText()).toContain(
    'Belongs to another Workspace (C03simu1a), not the connected one',
  );
  expect(await row.innerText()).toContain('Not at the moment');
  expect(await row.getByRole('button').count()).toBe(0);
  expect(await given.faults()).toEqual([]);
  await row.getByRole('link', { name: 'See the options' }).click();
  await page.getByRole('region', { name: 'Passwords of another Google Workspace' }).waitFor();
});
