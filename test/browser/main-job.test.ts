import { PageUnderTest, tabTo } from './page-under-test';

const given = PageUnderTest.inThisFile();

const focused = (): Promise<string> => given.page.evaluate(() => document.activeElement?.id ?? '');

const chain = (): Promise<string[]> =>
  given.page
    .locator('.link')
    .evaluateAll((links) =>
      links.map((link) => link.querySelector('.link-head')?.textContent ?? ''),
    );

const linkIds = (): Promise<string[]> =>
  given.page
    .locator('.link')
    .evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset['link'] ?? ''));

const ACCOUNT = 'google-apps-api@simulated-workspace.iam.gserviceaccount.com';
const KEYLESS_ACCOUNT = 'google-apps-keyless@simulated-workspace.iam.gserviceaccount.com';

const WORDS = {
  en: {
    locale: 'en-US',
    width: 1280,
    steps: ['Step 1: Google Dev', 'Step 2: Google Admin'],
    done: 'Done',
    admin: 'Enter the Google Admin user name',
    file: 'Choose file',
    save: 'Save',
    connected: 'Connected: every check passed',
    saved: 'Saved. Every check passed.',
    first: 'Key of the service account OK',
    disconnected: 'Disconnected. The key is destroyed.',
  },
  fr: {
    locale: 'fr-FR',
    width: 360,
    steps: ['Étape 1\u00a0: Google Dev', 'Étape 2\u00a0: Administration Google'],
    done: 'Terminé',
    admin: "Entrez le nom d'utilisateur Google Admin",
    file: 'Choisir un fichier',
    save: 'Enregistrer',
    connected: 'Connecté\u00a0: toutes les vérifications ont réussi',
    saved: 'Enregistré. Toutes les vérifications ont réussi.',
    first: 'Clé du compte de service OK',
    disconnected: 'Déconnecté. La clé est détruite.',
  },
} as const;

describe.each(['en', 'fr'] as const)('the main job with the keyboard alone (%s)', (language) => {
  const words = WORDS[language];

  it('leads from step 1 over step 2 to a connection that works, and back', async () => {
    const viewport = { width: words.width, height: 800 };
    const page = await given.open({ locale: words.locale, viewport });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await page.locator('#panel-3').getByRole('button').allInnerTexts()).toContain(
      words.save,
    );

    for (const [index, step] of words.steps.entries()) {
      await tabTo(page, `#panel-${index + 1} a.button`);
      expect(await page.locator(':focus').textContent()).toBe(step);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: step }).waitFor();
      await tabTo(page, '.done [data-done]');
      expect(await page.locator(':focus').textContent()).toBe(words.done);
      await page.keyboard.press('Enter');
      await page.locator(`[data-done-mark="${index + 1}"]`).waitFor();
    }

    await tabTo(page, '#admin-username');
    expect(await page.getByLabel(words.admin).evaluate((field) => field.id)).toBe('admin-username');
    await page.keyboard.type('admin@example.com');
    // Catching the dialogue begins in the renderer, and a key gets there on another way: only after a
    // call to the page, such as these, is it certain that Enter does not come first.
    const dialogue = page.waitForEvent('filechooser');
    await tabTo(page, '#key-file');
    expect(await page.getByLabel(words.file).evaluate((field) => field.id)).toBe('key-file');
    await page.keyboard.press('Enter');
    await (await dialogue).setFiles(await given.chosenKey());
    await page.locator('#key-file-good:visible').waitFor();
    await tabTo(page, '#save');
    await page.keyboard.press('Enter');

    await page.getByText(words.connected, { exact: true }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'connection-title');
    expect(await page.locator('#announcement').textContent()).toBe(words.saved);
    expect((await chain())[0]).toBe(words.first);
    expect(await page.locator('.link[data-state="ok"]').count()).toBe(7);
    expect(await page.locator('#key-file').inputValue()).toBe('');

    await tabTo(page, '#disconnect-ask');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#disconnect-dialog:not([open])').waitFor({ state: 'attached' });
    expect(await focused()).toBe('disconnect-ask');
    await page.keyboard.press('Enter');
    await tabTo(page, '#disconnect-confirm');
    await page.keyboard.press('Enter');
    await page.locator('.empty').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'connection-title');
    expect(await page.locator('#announcement').textContent()).toBe(words.disconnected);
  });
});

it('connects without a key where the deployment offers that', async () => {
  const page = await given.open();
  await page.getByLabel('Enter the Google Admin user name').fill('admin@example.com');
  await page.getByLabel('Without a key (keyless)').check();
  expect(await page.locator('#key-file').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  await page.getByText('Connected: every check passed', { exact: true }).waitFor();
  expect(await page.locator('.facts').innerText()).toContain('Keyless');
});

it('connects by an administrator role of the service account itself, with a key and without one', async () => {
  await given.giveRole(ACCOUNT);
  await given.giveRole(KEYLESS_ACCOUNT);
  const page = await given.open({ path: '/step-2-google-admin' });
  await page.getByText('Show the steps of the safer way').click();
  expect(await page.locator('#role-keyless').innerText()).toBe(KEYLESS_ACCOUNT);
  await page.locator('#client-id-file').setInputFiles(await given.chosenKey());
  await page.locator('#role-account', { hasText: ACCOUNT }).waitFor();
  await page.getByRole('link', { name: 'Continue in panel 3 with the safer way' }).click();

  await page.locator('[data-done-mark="2"]').waitFor();
  await page.getByLabel('Enter the customer ID').fill('C03simu1a ');
  await page.locator('#key-file').setInputFiles(await given.chosenKey());
  await page.locator('#role-account', { hasText: ACCOUNT }).waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.summary[data-state="ok"]').waitFor();
  expect(await linkIds()).toEqual(['key', 'clock', 'sign-in', 'api', 'role', 'users', 'drift']);
  expect(await page.locator('.facts').innerText()).toContain(
    'With an administrator role of its own',
  );
  expect(await page.locator('#role-needed').isVisible()).toBe(false);

  await page.getByLabel('Without a key (keyless)').check();
  expect(await page.locator('#role-account').innerText()).toBe(KEYLESS_ACCOUNT);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.facts', { hasText: 'Keyless' }).waitFor();
  await page.locator('.summary[data-state="ok"]').waitFor();
  expect(await linkIds()).toEqual(['clock', 'sign-in', 'api', 'role', 'users', 'drift']);
});

it('shows the page in the language that is asked for, and keeps it from page to page', async () => {
  const page = await given.open({ locale: 'en-GB' });
  await page.getByRole('link', { name: 'Français' }).click();
  await page.getByRole('link', { name: 'Étape 2 : Administration Google' }).click();
  await page.getByRole('link', { name: 'Terminé', exact: true }).click();

  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('API Google Apps');
});
