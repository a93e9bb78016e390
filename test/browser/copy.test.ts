import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();
const SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';

const clipboard = (): Promise<string> => given.page.evaluate(() => navigator.clipboard.readText());
const clientId = async (): Promise<string> =>
  (JSON.parse(await given.keyFile()) as { client_id: string }).client_id;

it('copies the client id and the scope on step 2, and says so', async () => {
  const page = await given.open({
    path: '/step-2-google-admin',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('button', { name: 'Copy Scope' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await clipboard()).toBe(SCOPE);
  expect(await page.locator('#announcement').textContent()).toBe(`Copied ${SCOPE}`);

  await page.getByLabel('Client ID').fill(' 104857600000000000001 ');
  await page.getByRole('button', { name: 'Copy Client ID' }).click();
  await page.waitForFunction(() =>
    document.querySelector('#announcement')?.textContent.includes('104857600000000000001'),
  );
  expect(await clipboard()).toBe('104857600000000000001');
});

it('fills in Google’s form once the client id is known: typed, from the file, or saved', async () => {
  let page = await given.open({ path: '/step-2-google-admin' });
  const link = '#delegation-link';
  expect(await page.locator(link).isVisible()).toBe(false);
  await page.getByLabel('Client ID').fill('api@acme.iam.gserviceaccount.com');
  expect(await page.locator('#client-id-fault').innerText()).toContain('contains digits only');
  expect(await page.locator(link).isVisible()).toBe(false);

  await page.locator('#client-id-file').setInputFiles(await given.chosenKey());
  const id = await clientId();
  const prefilled = `https://admin.google.com/ac/owl/domainwidedelegation?clientScopeToAdd=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fadmin.directory.user&clientIdToAdd=${id}&overwriteClientId=true`;
  await page.locator(`${link}[href="${prefilled}"]`).waitFor();
  expect(await page.locator('#client-id-fault').isVisible()).toBe(false);

  await given.connect();
  page = await given.open({ path: '/step-2-google-admin', locale: 'fr-FR' });
  await page.locator(`${link}[href="${prefilled}"]`).waitFor();
  expect(await page.getByLabel('ID client', { exact: true }).inputValue()).toBe(id);
});

it('offers the keyless client id on both pages of instructions', async () => {
  const page = await given.open({ path: '/step-1-google-dev' });
  const own = await page.locator('#own-client-id').innerText();
  await page.goto(`${given.url}/step-2-google-admin`);
  await page.getByRole('button', { name: 'Use this service’s own (keyless)' }).click();

  expect(await page.getByLabel('Client ID').inputValue()).toBe(own);
});

it('says what to do when the browser does not let it copy', async () => {
  await given.connect();
  const page = await given.open({ permissions: [] });
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await page.getByRole('button', { name: 'Copy client ID' }).first().click();

  await page
    .locator('#announcement', { hasText: 'Could not copy.' })
    .waitFor({ state: 'attached' });
});
