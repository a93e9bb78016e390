import { type Page } from 'playwright-core';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
afterEach(async () => {
  await given.google('api', { enabled: true });
  await given.giveRole(ACCOUNT, false);
});

const ACCOUNT = 'google-apps-api@simulated-workspace.iam.gserviceaccount.com';

const KEY_ID = '0123456789abcdef0123456789abcdef01234567';
const focused = (): Promise<string> => given.page.evaluate(() => document.activeElement?.id ?? '');
const result = (page: Page) => page.locator('#connect-result');

/** What the page sends when it saves, without the key itself. */
function sent(page: Page): string[][] {
  const all: string[][] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') all.push(Object.keys(request.postDataJSON() as object));
  });
  return all;
}

async function saveAdmin(page: Page, admin: string): Promise<void> {
  await page.locator('#admin-username').fill(admin);
  await page.locator('#save').click();
}

it('changes the admin alone, and keeps the key that is stored', async () => {
  await given.connect();
  const page = await given.open();
  const bodies = sent(page);
  expect(await page.locator('#key-file-label').innerText()).toBe('JSON key file (optional)');
  expect(await page.locator('#key-file-stored').innerText()).toContain(
    'Leave empty to keep the stored key: ',
  );
  const shown = await page.locator('#key-file-stored code').innerText();
  await saveAdmin(page, 'helpdesk@example.com');
  await page.locator('.facts', { hasText: 'helpdesk@example.com' }).waitFor();

  expect(await page.locator('.facts').innerText()).toContain(shown);
  expect(await result(page).getAttribute('class')).toBe('result good');
  expect(await focused()).toBe('connection-title');
  expect(bodies).toEqual([['adminUsername']]);
});

describe.each([
  {
    locale: 'en',
    width: 1280,
    what: 'Saved, but the connection no longer works. It worked before.',
    change: 'administrator wrong@example.com, previously admin@example.com.',
    why: 'Google finds no user wrong@example.com in your domain.',
    back: 'Restore admin@example.com',
  },
  {
    locale: 'fr',
    width: 360,
    what: 'Enregistré, mais la connexion ne fonctionne plus. Elle fonctionnait auparavant.',
    change: 'administrateur wrong@example.com, auparavant admin@example.com.',
    why: 'Google ne trouve aucun utilisateur wrong@example.com dans votre domaine.',
    back: 'Rétablir admin@example.com',
  },
])('a wrong admin in place of one that worked ($locale)', (words) => {
  const { locale, width, what, change, why, back } = words;

  it('is told with what changed, why it fails and the way back, which needs no key file', async () => {
    await given.connect();
    const page = await given.open({ locale, viewport: { width, height: 800 } });
    const bodies = sent(page);
    await saveAdmin(page, 'wrong@example.com');
    await result(page).getByText(what).waitFor();
    expect(await result(page).getAttribute('class')).toBe('result bad');
    const told = await result(page).innerText();
    expect(told).toContain(change);
    expect(told).toContain(why);
    expect(await focused()).toBe('connect-result');
    const top = await result(page).evaluate((box) => box.getBoundingClientRect().top);
    expect([top >= 0, top < 400]).toEqual([true, true]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await given.faults()).toEqual([]);

    await result(page).getByRole('button', { name: back }).click();
    await page.locator('.summary[data-state="ok"]').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'connection-title');
    expect(await result(page).getAttribute('class')).toBe('result good');
    expect(await page.locator('#admin-username').inputValue()).toBe('admin@example.com');
    expect(bodies).toEqual([['adminUsername'], ['adminUsername']]);
  });
});

it('names the key, too, where that was replaced, and how it comes back', async () => {
  await given.connect();
  const page = await given.open();
  const former = await page.locator('#key-file-stored code').innerText();
  const other = JSON.stringify({
    ...(JSON.parse(await given.keyFile()) as object),
    private_key_id: KEY_ID,
  });
  await page.locator('#key-file').setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from(other),
  });
  await page.locator('#key-file-good:visible').waitFor();
  await page.locator('#save').click();
  await result(page).getByText(`key ${KEY_ID}, previously key ${former}.`).waitFor();

  expect(await result(page).innerText()).toContain('To restore the previous key, choose its file');
  expect(await result(page).getByRole('button').count()).toBe(0);
});

it('takes the warning away once the connection works again by itself', async () => {
  await given.connect();
  const page = await given.open();
  await given.google('api', { enabled: false });
  await saveAdmin(page, 'helpdesk@example.com');
  await result(page).getByText('The Admin SDK API is not enabled').waitFor();
  await given.google('api', { enabled: true });
  await page.getByRole('button', { name: 'Check again' }).click();

  await page.locator('.summary[data-state="ok"]').waitFor();
  expect(await result(page).isVisible()).toBe(false);
});

it('is not green either where the connection did not work before', async () => {
  await given.connect('wrong@example.com');
  const page = await given.open();
  await saveAdmin(page, 'nobody@example.com');
  await result(page).getByText('Saved, but one check fails. See below for what to do.').waitFor();

  expect(await result(page).getAttribute('class')).toBe('result bad');
  expect(await focused()).toBe('connection-title');
});

it('goes back from a file that was chosen to the key that is stored', async () => {
  await given.connect();
  const page = await given.open();
  const bodies = sent(page);
  await page.locator('#key-file').setInputFiles({
    name: 'wrong.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{}'),
  });
  await page.locator('#key-file-fault:visible').waitFor();
  expect(await page.locator('#key-file-stored').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Keep the stored key' }).click();

  expect(await focused()).toBe('key-file');
  expect(await page.locator('#key-file-fault').isVisible()).toBe(false);
  expect(await page.locator('#key-file-stored').isVisible()).toBe(true);
  await saveAdmin(page, 'helpdesk@example.com');
  await page.locator('.facts', { hasText: 'helpdesk@example.com' }).waitFor();
  expect(bodies).toEqual([['adminUsername']]);
});

it('works in a browser without a locale, whose languages are no language tags', async () => {
  await given.connect();
  const page = await given.open({ withoutLocale: true });
  expect(await page.evaluate(() => navigator.languages)).toEqual(['en-US@posix']);
  await saveAdmin(page, 'helpdesk@example.com');

  await page.locator('.facts', { hasText: 'helpdesk@example.com' }).waitFor();
  expect(await page.locator('.summary .hint').innerText()).toMatch(
    /^Checked on \d{1,2} \w+ \d{4} at \d{2}:\d{2} \S+$/,
  );
});

describe('the way without the delegation', () => {
  it('is one button and Save away, back as well, and says what to remove at Google', async () => {
    await given.connect();
    await given.giveRole(ACCOUNT);
    const page = await given.open();
    const bodies = sent(page);
    expect(await page.locator('#switch-note').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Safer: without domain-wide delegation' }).click();
    expect(await page.locator('#customer-id').inputValue()).toBe('C03simu1a');
    expect(await page.locator('#switch-note').innerText()).toContain('No password is set');
    await page.locator('#save').click();
    await result(page).getByText('The domain-wide delegation is no longer needed.').waitFor();

    expect(await focused()).toBe('connect-result');
    expect(await result(page).getAttribute('class')).toBe('result good');
    const console = result(page).getByRole('link', { name: 'Open the Admin console' });
    expect(await console.getAttribute('href')).toBe(
      'https://admin.google.com/ac/owl/domainwidedelegation',
    );
    expect(await page.locator('#switch-note').isVisible()).toBe(false);
    expect(await page.locator('.facts').innerText()).toContain(
      'With an administrator role of its own',
    );
    expect(await given.faults()).toEqual([]);

    await page.getByRole('button', { name: 'With domain-wide delegation instead' }).click();
    expect(await focused()).toBe('admin-username');
    expect(await page.locator('#admin-username').inputValue()).toBe('admin@example.com');
    await page.locator('#save').click();
    await page.locator('.facts', { hasText: 'admin@example.com' }).waitFor();
    expect(await result(page).innerText()).toBe('Saved. Every check passed.');
    expect(bodies).toEqual([['delegation', 'customerId'], ['adminUsername']]);
  });

  it('says at the role what is missing, and leads back with one button', async () => {
    await given.connect();
    const page = await given.open({ locale: 'fr', viewport: { width: 360, height: 800 } });
    await page.getByRole('button', { name: 'Plus sûr : sans délégation' }).click();
    await page.locator('#save').click();
    const told = result(page);
    await told.getByText('rôle propre au compte de service dans C03simu1a, auparavant').waitFor();
    const role = page.locator('.link[data-link="role"]');
    expect(await role.locator('.link-state').innerText()).toBe('En échec');
    expect(await role.innerText()).toContain(`Attribuez à ${ACCOUNT} un rôle avec les droits`);
    expect(await role.getByRole('link').getAttribute('href')).toBe(
      'https://admin.google.com/ac/roles',
    );
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await told.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    expect(await given.faults()).toEqual([]);

    await told.getByRole('button', { name: 'Rétablir admin@example.com' }).click();
    await page.locator('.summary[data-state="ok"]').waitFor();
  });

  it('names a wrong customer ID, and the service’s own refusal stands at the field', async () => {
    await given.connect();
    await given.giveRole(ACCOUNT);
    const page = await given.open({ brokenCallsExpected: true });
    await page.getByRole('button', { name: 'Safer: without domain-wide delegation' }).click();
    await page.locator('#customer-id').fill('C0wrong01');
    await page.locator('#save').click();
    await page.locator('.link[data-link="role"][data-state="failing"]').waitFor();
    expect(await result(page).innerText()).toContain('the customer C0wrong01');

    // What the page would not let through: a form that only the service refuses.
    await page.route('**/v1/configuration', (route) => {
      const postData = '{"delegation":false,"customerId":"my_customer"}';
      return route.request().method() === 'PUT' ? route.continue({ postData }) : route.fallback();
    });
    await page.locator('#save').click();
    await page.locator('#customer-id[aria-invalid="true"]').waitFor();
    expect(await page.locator('#customer-id-fault').innerText()).toContain('the letter C');
    expect(await result(page).innerText()).toContain('Not saved.');
  });
});

it('tells that a key is old, how to replace it, and that it works still', async () => {
  await given.connect();
  const page = await given.open({
    locale: 'fr',
    before: (fresh) =>
      fresh.route('**/v1/configuration', async (route) => {
        const response = await route.fetch();
        const json = (await response.json()) as { verification: { links: object[] } };
        Object.assign(json.verification.links[0]!, { code: 'key-old', message: '-', fix: '-' });
        await route.fulfill({ response, json });
      }),
  });
  const key = page.locator('.link[data-link="key"]');
  await key.getByText('OK, mais ancienne').waitFor();
  expect(await key.getAttribute('data-state')).toBe('warning');
  expect(await key.innerText()).toContain('créez une nouvelle clé JSON pour le même compte');
  expect(await page.locator('.summary').getAttribute('data-state')).toBe('ok');
  expect(await given.faults()).toEqual([]);
});
