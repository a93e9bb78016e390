import { type Page } from 'playwright-core';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();

const choose = (page: Page, name: string, content: string | Buffer): Promise<void> =>
  page.locator('#key-file').setInputFiles({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  });

it.each([
  ['an empty file', '', 'This file is empty.'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]), 'This is not a JSON file'],
  [
    'a file in UTF-16',
    Buffer.from('{"type":"service_account"}', 'utf16le'),
    'This file is saved as UTF-16',
  ],
  ['an OAuth client', '{"web":{"client_id":"x"}}', 'This is the file of an OAuth client'],
  ['a person’s credentials', '{"type":"authorized_user"}', 'These are the credentials of a user'],
  ['other JSON', '{"name":"x"}', 'This is a JSON file, but not the key of a service account.'],
  ['half a key', '{"type":"service_account"}', 'Missing: client_email, client_id, private_key'],
  ['a file of 70 KiB', 'x'.repeat(70 * 1024), 'This file is larger than 64 KiB'],
])('says at once that %s is the wrong file, and sends nothing', async (_, content, sentence) => {
  const page = await given.open();
  let sent = 0;
  page.on('request', (request) => (sent += request.method() === 'PUT' ? 1 : 0));
  await choose(page, 'file.json', content);
  await page.locator('#key-file-fault', { hasText: sentence }).waitFor();
  expect(await page.locator('#key-file').getAttribute('aria-invalid')).toBe('true');

  await page.getByLabel('Enter the Google Admin user name').fill('admin@example.com');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('key-file');
  expect(sent).toBe(0);
});

it('asks in the reader’s language for what is missing, and goes there', async () => {
  const page = await given.open({ locale: 'fr-FR' });
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();

  expect(await page.locator('#panel-3 .fault:visible').allInnerTexts()).toEqual([
    'Saisissez l’adresse complète de l’administrateur, par exemple mots-de-passe@example.com.',
    'Choisissez le fichier de clé JSON de l’étape 1.',
  ]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('admin-username');
  await page.getByLabel("Entrez le nom d'utilisateur Google Admin").fill('nobody');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('admin-username');

  await page.getByRole('button', { name: 'Plus sûr : sans délégation' }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('customer-id');
  await page.getByLabel('Entrez le numéro client').fill('example.com');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  expect(await page.locator('#customer-id-fault').innerText()).toContain('la lettre C');
  expect(await page.locator('#customer-id').getAttribute('aria-invalid')).toBe('true');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('customer-id');
});

it('forgets a wrong file once the right one is chosen, however long its name', async () => {
  const page = await given.open({ viewport: { width: 360, height: 800 } });
  await choose(page, 'wrong.json', '{}');
  await page.locator('#key-file-fault:visible').waitFor();
  const name = `${'acme-mail-passwords-'.repeat(4)}f00dcafe0123.json`;
  await choose(page, name, await given.keyFile());

  await page.locator('#key-file-good', { hasText: 'Key of ' }).waitFor();
  expect(await page.locator('#key-file-fault').isVisible()).toBe(false);
  expect(await page.locator('#key-file').getAttribute('aria-invalid')).toBeNull();
  expect(await page.locator('#key-file-name').innerText()).toBe(name);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
});

it('shows in French what only the service can tell of a key', async () => {
  const page = await given.open({ locale: 'fr-FR', brokenCallsExpected: true });
  const damaged = (await given.keyFile()).replace(/MII[A-Za-z0-9+/]{40}/, 'MIIdamaged');
  await choose(page, 'damaged.json', damaged);
  await page.getByLabel("Entrez le nom d'utilisateur Google Admin").fill('admin@example.com');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();

  await page.locator('#connect-result', { hasText: 'La clé privée est illisible' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('connect-result');
});
