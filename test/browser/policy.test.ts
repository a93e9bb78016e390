import { type Page } from 'playwright-core';
import { type PolicyBody } from '../../functions/api/policy';
import { PageUnderTest, VIEWER } from './page-under-test';

const given = PageUnderTest.inThisFile();

async function open(more: Parameters<PageUnderTest['open']>[0] = {}): Promise<Page> {
  await given.connect();
  const page = await given.open({ path: '/policy', timezoneId: 'Europe/Zurich', ...more });
  await page.locator('#policy-form').waitFor();
  return page;
}

/** The policies that the page saves from now on. */
function savedBy(page: Page): PolicyBody[] {
  const saved: PolicyBody[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') saved.push(request.postDataJSON() as PolicyBody);
  });
  return saved;
}

const save = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page.locator('#policy-result', { hasText: 'The policy is saved.' }).waitFor();
};

it('saves when proofs are made and how often, and what is done about drift, and shows it again', async () => {
  const page = await open();
  const saved = savedBy(page);
  const hours = page.locator('#policy-proofWindow');
  const onDrift = page.getByLabel('Set a new password if somebody else changes it at Google');
  expect(await hours.isVisible()).toBe(false);
  expect(await onDrift.isChecked()).toBe(false);
  await onDrift.check();
  await page.getByLabel('Days between two proofs of a password').fill('14');
  await page.getByLabel('Prove only at certain hours').check();
  for (const day of ['Saturday', 'Sunday']) await hours.getByLabel(day).check();
  await hours.getByLabel('From', { exact: true }).fill('01:30');
  await hours.getByLabel('To', { exact: true }).fill('05:45');
  expect(await hours.getByLabel('Time zone').inputValue()).toBe('Europe/Zurich');
  expect(await given.faults()).toEqual([]);
  await save(page);
  const proofWindow = {
    days: ['saturday', 'sunday'],
    from: '01:30',
    to: '05:45',
    timeZone: 'Europe/Zurich',
  };
  expect(saved).toMatchObject([
    { onDrift: 'reissue', proveEveryDays: 14, proofWindow, window: null },
  ]);

  await page.reload();
  await page.locator('#policy-form').waitFor();
  expect(await onDrift.isChecked()).toBe(true);
  expect(await hours.getByLabel('Sunday').isChecked()).toBe(true);
  expect(await hours.getByLabel('Monday').isChecked()).toBe(false);
  expect(await hours.getByLabel('From', { exact: true }).inputValue()).toBe('01:30');
  expect(await page.locator('#policy-window').isVisible()).toBe(false);

  await page.getByLabel('Prove only at certain hours').uncheck();
  await onDrift.uncheck();
  await save(page);
  expect(saved[1]).toMatchObject({ onDrift: 'report', proofWindow: null });
});

it('says in French, beside its field, what is wrong with the hours of proofs', async () => {
  const page = await open({ locale: 'fr-FR', brokenCallsExpected: true });
  await page.getByLabel('Ne contrôler qu’à certaines heures').check();
  await page.getByLabel('Jours entre deux contrôles d’un mot de passe').fill('91');
  const hours = page.locator('#policy-proofWindow');
  await hours.getByLabel('À', { exact: true }).fill('');
  await hours.getByLabel('Fuseau horaire').fill('Europe/Atlantis');
  await page.getByRole('button', { name: 'Enregistrer la politique' }).click();
  await page.locator('#policy-proofDays-fault:visible').waitFor();
  expect(await page.locator('#policy .fault:visible').allInnerTexts()).toEqual([
    'Saisissez un nombre entier de 0 à 90.',
    'Choisissez au moins un jour.',
    'Saisissez une heure, par exemple 05:00.',
    'Saisissez un fuseau horaire valide, par exemple Europe/Paris.',
  ]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('policy-proveEveryDays');
  expect(await given.faults()).toEqual([]);
});

it('shows System Read Only the hours of proofs, and lets nothing be changed', async () => {
  const window = { days: ['monday'], from: '02:00', to: '04:00', timeZone: 'Europe/Paris' };
  await given.policy({ proofWindow: window, onDrift: 'reissue' });
  const page = await open({ as: VIEWER });
  const hours = page.locator('#policy-proofWindow');
  expect(await hours.getByLabel('Monday').isChecked()).toBe(true);
  expect(await hours.getByLabel('Time zone').inputValue()).toBe('Europe/Paris');
  expect(await page.locator('input[name="onDrift"]').isChecked()).toBe(true);
  expect(await page.locator('#policy :is(input, textarea, button):enabled').count()).toBe(0);
  expect(await given.faults()).toEqual([]);
});

it('saves the policy, and names the units in which Google lists nobody', async () => {
  const page = await open();
  await page.getByLabel('Length').fill('32');
  await page.getByLabel('Rotate only at certain hours').check();
  const hours = page.locator('#policy-window');
  await hours.getByLabel('Sunday').check();
  await hours.getByLabel('Time zone').fill('Europe/Paris');
  await page
    .getByLabel('Organisational units', { exact: true })
    .fill('/Employees\n\u200b\n /Contractors \n/Saels');
  await page.getByLabel('Users in the first wave').fill('25');
  await page.getByLabel('Stop the run if the failure rate exceeds').fill('7');
  await page.getByLabel('Attempts per user').fill('3');
  const selfService = page.getByLabel('Let people see their own password');
  expect(await selfService.isChecked()).toBe(false);
  await selfService.check();
  await page.getByLabel('New passwords that a person can make a day').fill('7');
  const saved = savedBy(page);
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page
    .getByText('The policy is saved. However, Google lists no users in /Saels. Check the')
    .first()
    .waitFor();
  expect(saved).toMatchObject([{ selfService: { enabled: true, rotationsPerDay: 7 } }]);

  await page.reload();
  await page.locator('#policy-form').waitFor();
  expect(await page.getByLabel('Length').inputValue()).toBe('32');
  expect(await hours.getByLabel('Sunday').isChecked()).toBe(true);
  expect(await hours.getByLabel('Time zone').inputValue()).toBe('Europe/Paris');
  expect(await page.getByLabel('Organisational units', { exact: true }).inputValue()).toBe(
    '/Employees\n/Contractors\n/Saels',
  );
  expect(await page.getByLabel('Users in the first wave').inputValue()).toBe('25');
  expect(await page.getByLabel('Stop the run if the failure rate exceeds').inputValue()).toBe('7');
  expect(await page.getByLabel('Attempts per user').inputValue()).toBe('3');
  expect(await selfService.isChecked()).toBe(true);
  expect(await page.locator('input[name="rotationsPerDay"]').inputValue()).toBe('7');
});

it('marks the fields of a policy that can’t be, in the reader’s words, and goes to the first', async () => {
  const page = await open({ locale: 'fr-FR', brokenCallsExpected: true });
  await page.getByLabel('Longueur').fill('7');
  await page.getByLabel('Caractères à utiliser').fill('abc');
  await page.locator('input[name="rotationsPerDay"]').fill('21');
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
    'Saisissez un nombre entier de 0 à 20.',
    'Choisissez au moins un jour.',
    'Saisissez un fuseau horaire valide, par exemple Europe/Paris.',
    'Saisissez un nombre entier de 0 à 10 000.',
    'Saisissez un nombre de 0 à 100.',
    'Saisissez un nombre entier de 1 à 20.',
  ]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('policy-length');
  expect(await given.faults()).toEqual([]);
});
