import { PageUnderTest, tabTo } from './page-under-test';

const given = PageUnderTest.inThisFile();

const focused = (): Promise<string> => given.page.evaluate(() => document.activeElement?.id ?? '');

const chain = (): Promise<string[]> =>
  given.page
    .locator('.link')
    .evaluateAll((links) =>
      links.map((link) => link.querySelector('.link-head')?.textContent ?? ''),
    );

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
      await tabTo(page, '[data-done]');
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

it('shows the page in the language that is asked for, and keeps it from page to page', async () => {
  const page = await given.open({ locale: 'en-GB' });
  await page.getByRole('link', { name: 'Français' }).click();
  await page.getByRole('link', { name: 'Étape 2 : Administration Google' }).click();
  await page.getByRole('link', { name: 'Terminé', exact: true }).click();

  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('API Google Apps');
});

it('saves the policy, and keeps what somebody is typing while the state is read again', async () => {
  await given.connect();
  const page = await given.open();
  await page.getByLabel('Length').fill('32');
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.locator('#announcement', { hasText: 'Connected' }).waitFor();
  expect(await page.getByLabel('Length').inputValue()).toBe('32');

  await page.getByLabel('Rotate only at certain hours').check();
  const hours = page.locator('#policy-window');
  await hours.getByLabel('Sunday').check();
  await hours.getByLabel('Time zone').fill('Europe/Paris');
  await page.getByLabel('Organisational units').fill('/Employees\n\u200b\n /Contractors \n/Saels');
  await page.getByLabel('Users in the first wave').fill('25');
  await page.getByLabel('Stop the run if the failure rate exceeds').fill('7');
  await page.getByLabel('Attempts per user').fill('3');
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page
    .getByText('The policy is saved. However, Google lists no users in /Saels. Check the')
    .first()
    .waitFor();

  await page.reload();
  await page.locator('#policy').waitFor();
  expect(await page.getByLabel('Length').inputValue()).toBe('32');
  expect(await hours.getByLabel('Sunday').isChecked()).toBe(true);
  expect(await hours.getByLabel('Time zone').inputValue()).toBe('Europe/Paris');
  expect(await page.getByLabel('Organisational units').inputValue()).toBe(
    '/Employees\n/Contractors\n/Saels',
  );
  expect(await page.getByLabel('Users in the first wave').inputValue()).toBe('25');
  expect(await page.getByLabel('Stop the run if the failure rate exceeds').inputValue()).toBe('7');
  expect(await page.getByLabel('Attempts per user').inputValue()).toBe('3');
});

it('marks the fields of a policy that can’t be, in the reader’s words, and goes to the first', async () => {
  const page = await given.open({ locale: 'fr-FR', brokenCallsExpected: true });
  await page.getByLabel('Longueur').fill('7');
  await page.getByLabel('Caractères à utiliser').fill('abc');
  await page.getByLabel('Ne renouveler qu’à certaines heures').check();
  await page.locator('#policy-window').getByLabel('Fuseau horaire').fill('Europe/Atlantis');
  await page.getByLabel('Tentatives par utilisateur').fill('0');
  await page.getByLabel('Utilisateurs dans la première vague').fill('10001');
  await page.getByLabel('Arrêter l’opération si le taux d’échec dépasse').fill('101');
  await page.getByRole('button', { name: 'Enregistrer la politique' }).click();

  await page.getByText('Saisissez un nombre entier de 8 à 100.').waitFor();
  expect(await page.locator('#policy .fault:visible').allInnerTexts()).toEqual([
    'Saisissez un nombre entier de 8 à 100.',
    'Saisissez au moins 10 caractères ASCII imprimables différents, chacun une seule fois, sans espace.',
    'Choisissez au moins un jour.',
    'Saisissez un fuseau horaire valide, par exemple Europe/Paris.',
    'Saisissez un nombre entier de 0 à 10 000.',
    'Saisissez un nombre de 0 à 100.',
    'Saisissez un nombre entier de 1 à 20.',
  ]);
  expect(await focused()).toBe('policy-length');
  expect(await given.faults()).toEqual([]);
});
