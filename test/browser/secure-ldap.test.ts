import { type Page, type Request } from 'playwright-core';
import { GOOD, OTHER } from '../fixtures/ldap-certificates';
import { PageUnderTest, tabTo, VIEWER } from './page-under-test';
import { routeOnce } from './route-once';

const given = PageUnderTest.inThisFile();

/** SHA-256 of the certificate of `GOOD`, by `openssl x509 -fingerprint -sha256`. */
const FINGERPRINT = 'ea44598aae7481623c65f9707747fd8b2e1b02db31e9f9c01d4a18420239f9ac';

type Pair = { readonly certificate: string; readonly privateKey: string };
type Sent = Pair & { readonly bindName: string };
type FilePayload = { name: string; mimeType: string; buffer: Buffer };

const file = (name: string, content: string): FilePayload => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});
const filesOf = ({ certificate, privateKey }: Pair): FilePayload[] => [
  file('Google_2125_01_01.crt', certificate),
  file('Google_2125_01_01.key', privateKey),
];

async function open(more: Parameters<PageUnderTest['open']>[0] = {}): Promise<Page> {
  const page = await given.open({ path: '/networks', ...more });
  await page.locator('#secure-ldap-loading').waitFor({ state: 'hidden' });
  return page;
}

async function choose(page: Page, pair: Pair): Promise<void> {
  await page.locator('#ldap-files').setInputFiles(filesOf(pair));
  await page.locator('#ldap-files-key:visible').waitFor();
}

const save = (page: Page): Promise<void> => page.locator('#ldap-save').click();
const stored = (page: Page): Promise<string> => page.locator('#secure-ldap-state').innerText();
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.id);

/** The bodies of the saves that the page sends from now on. */
function sentBy(page: Page): Sent[] {
  const sent: Sent[] = [];
  page.on('request', (request: Request) => {
    if (request.method() === 'PUT') sent.push(request.postDataJSON() as Sent);
  });
  return sent;
}

/** Everything that the page holds: its text, the values of its fields and the files it refers to. */
const contents = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    const values = fields.map(({ value, files }) => value + String(files?.length ?? 0));
    return document.documentElement.outerHTML + values.join();
  });

it('saves both files at once, shows what is stored, and keeps no part of the key', async () => {
  const page = await open();
  const sent = sentBy(page);
  await choose(page, GOOD);
  expect(await page.locator('.good-file:visible').allInnerTexts()).toEqual([
    'Certificate: Google_2125_01_01.crt',
    'Private key: Google_2125_01_01.key',
  ]);
  await save(page);

  await page.locator('#secure-ldap-state', { hasText: FINGERPRINT }).waitFor();
  expect(sent).toEqual([{ ...GOOD, bindName: 'email' }]);
  expect(await focused(page)).toBe('secure-ldap-title');
  expect(await page.locator('#ldap-result').innerText()).toMatch(/^Saved/);
  expect(await page.locator('.facts').innerText()).toContain('1 January 2125');
  expect(await page.locator('.facts').innerText()).toContain('Email address');
  expect(await page.locator('.link').count()).toBe(3);
  expect(await page.locator('#ldap-form-title').innerText()).toBe('Replace the certificate');
  expect(await page.locator('.good-file:visible').count()).toBe(0);
  expect(await contents(page)).not.toMatch(/PRIVATE KEY|MIIEv/);
});

it('saves pasted text and the other kind of name, by keyboard alone', async () => {
  const page = await open();
  const sent = sentBy(page);
  await tabTo(page, 'input[name="source"][value="files"]');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, '#ldap-certificate');
  await page.keyboard.insertText(OTHER.certificate);
  await tabTo(page, '#ldap-private-key');
  await page.keyboard.insertText(GOOD.privateKey.slice(0, 500));
  await tabTo(page, '#ldap-save');
  await page.keyboard.press('Enter');

  await page.locator('#ldap-private-key-fault', { hasText: 'This is cut off' }).waitFor();
  expect(await focused(page)).toBe('ldap-private-key');
  expect(sent).toEqual([]);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(GOOD.privateKey);
  await tabTo(page, '#ldap-save');
  await page.locator('#ldap-certificate').fill(GOOD.certificate);
  await page.locator('input[name="bindName"][value="email"]').focus();
  await page.keyboard.press('ArrowDown');
  await tabTo(page, '#ldap-save');
  await page.keyboard.press('Enter');

  await page.locator('.facts', { hasText: 'Distinguished name (DN)' }).waitFor();
  expect(sent.map(({ bindName }) => bindName)).toEqual(['dn']);
  expect(await contents(page)).not.toMatch(/PRIVATE KEY|MIIEv/);
});

it('says at once that Google’s zip file must be unpacked first, and sends nothing', async () => {
  const page = await open();
  const sent = sentBy(page);
  await page.locator('#ldap-files').setInputFiles(file('Google_2125_01_01.zip', 'PK'));
  await page.locator('#ldap-files-fault', { hasText: 'Unpack it first.' }).waitFor();
  await save(page);

  expect(await focused(page)).toBe('ldap-files');
  expect(await page.locator('#ldap-files').getAttribute('aria-invalid')).toBe('true');
  expect(sent).toEqual([]);
});

it('takes the files one after the other too, and says which one is missing', async () => {
  const page = await open();
  await save(page);
  expect(await page.locator('#ldap-files-fault').innerText()).toBe(
    'Choose the .crt and the .key file of the LDAP client.',
  );
  const [certificate, key] = filesOf(GOOD);
  await page.locator('#ldap-files').setInputFiles(certificate!);
  await page
    .locator('#ldap-files-fault', { hasText: 'The private key is still missing.' })
    .waitFor();
  await page.locator('#ldap-files').setInputFiles(key!);
  await page.locator('#ldap-files-fault').waitFor({ state: 'hidden' });
  await save(page);
  await page.locator('#secure-ldap-state', { hasText: FINGERPRINT }).waitFor();
});

it('shows in French what only the service can tell of the files', async () => {
  const page = await open({ locale: 'fr-FR', brokenCallsExpected: true });
  await choose(page, { certificate: GOOD.certificate, privateKey: OTHER.privateKey });
  await save(page);

  await page.locator('#ldap-result', { hasText: 'ne correspond pas à ce certificat' }).waitFor();
  expect(await focused(page)).toBe('ldap-result');
  expect(await stored(page)).toContain('Non connecté');
});

it('keeps the files when somebody else changed the configuration, and saves after a look at it', async () => {
  const page = await open({ brokenCallsExpected: true });
  await choose(page, GOOD);
  await given.connect();
  await save(page);
  await page.getByRole('button', { name: 'Load the current state' }).click();
  await page.locator('#ldap-result', { hasText: 'keeps what you entered' }).waitFor();
  await save(page);

  await page.locator('#secure-ldap-state', { hasText: FINGERPRINT }).waitFor();
});

it('reads again whether a save whose answer was lost was done', async () => {
  const page = await open({ brokenCallsExpected: true });
  await choose(page, GOOD);
  await routeOnce(page, '**/v1/secure-ldap', (route) => route.abort('connectionreset'));
  await save(page);
  await page.locator('#ldap-result', { hasText: 'Not saved: the stored certificate' }).waitFor();
  expect(await page.locator('.good-file:visible').count()).toBe(2);

  await routeOnce(page, '**/v1/secure-ldap', async (route) => {
    await route.fetch(); // done, but the answer is lost
    await route.abort('connectionreset');
  });
  await save(page);
  await page.locator('#ldap-result', { hasText: 'another certificate is stored' }).waitFor();
  expect(await stored(page)).toContain(FINGERPRINT);
  expect(await page.locator('.good-file:visible').count()).toBe(0);
});

it('removes it after a question, and says so', async () => {
  await given.connectLdap(GOOD);
  const page = await open({ brokenCallsExpected: true });
  await page.getByRole('button', { name: 'Remove…' }).click();
  expect(await page.locator('#remove-ldap-dialog').innerText()).toContain('stay valid');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await stored(page)).toContain(FINGERPRINT);

  await page.getByRole('button', { name: 'Remove…' }).click();
  await given.connect(); // meanwhile, by somebody else
  await page.getByRole('button', { name: 'Remove now' }).click();
  await page.getByRole('button', { name: 'Load the current state' }).click();
  await page.locator('#remove-ldap-problem').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Remove now' }).click();

  await page.locator('#secure-ldap-state', { hasText: 'Not connected.' }).waitFor();
  expect(await focused(page)).toBe('secure-ldap-title');
  expect(await page.locator('#announcement').innerText()).toContain('Removed.');
  expect(await page.locator('#secure-ldap-remove').isVisible()).toBe(false);
  expect(await page.locator('#ldap-steps').getAttribute('open')).toBe('');
});

it('reads again whether a removal whose answer was lost was done', async () => {
  await given.connectLdap(GOOD);
  const page = await open({ brokenCallsExpected: true });
  await page.route('**/v1/secure-ldap', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove now' }).click();

  await page.locator('#secure-ldap-state', { hasText: 'Not connected.' }).waitFor();
  expect(await page.locator('#remove-ldap-dialog').isVisible()).toBe(false);
});

it('lets System Read Only look and check again, and change nothing', async () => {
  await given.connectLdap(GOOD);
  const page = await open({ as: VIEWER });
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.locator('#announcement', { hasText: 'Secure LDAP' }).waitFor({ state: 'attached' });

  const enabled = await page
    .locator('main :is(button, input, textarea):visible:enabled')
    .evaluateAll((controls) => controls.map(({ textContent }) => textContent.trim()));
  expect(enabled).toEqual(['Check again', 'Copy fingerprint']);
});
