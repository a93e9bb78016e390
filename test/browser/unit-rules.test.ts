import { type Page } from 'playwright-core';
import { PageUnderTest, VIEWER } from './page-under-test';

const given = PageUnderTest.inThisFile();

const focused = (): Promise<string> => given.page.evaluate(() => document.activeElement?.id ?? '');

async function openPolicy(opening: Parameters<PageUnderTest['open']>[0] = {}): Promise<Page> {
  const page = await given.open({ path: '/policy', ...opening });
  await page.locator('#policy-form').waitFor();
  return page;
}

/** A group of fields for one unit, by its number. */
const rule = (number: number) => given.page.locator('.unit-rule').nth(number - 1);

/** What the page answers about a unit: name, value and source of each rule. */
const answer = (): Promise<string[]> =>
  given.page
    .locator('#unit-question-answer .facts > div')
    .evaluateAll((facts) =>
      facts.map((fact) =>
        [...fact.children]
          .flatMap((part) => [...part.childNodes].map((node) => node.textContent))
          .join(' | '),
      ),
    );

it('has rules by unit: adds, saves, changes and removes them', async () => {
  const page = await openPolicy();
  await page.getByText('No unit has rules of its own.').waitFor();
  await page.getByRole('button', { name: 'Add a unit' }).click();
  expect(await focused()).toBe('policy-override-1-orgUnitPath');
  await rule(1).getByLabel('Path of the unit').fill(' /Staff/Paris/ ');
  await rule(1).getByLabel('Period in days').fill('7');
  await rule(1).getByLabel('Style').selectOption('Four groups of four');
  await page.getByRole('button', { name: 'Add a unit' }).click();
  await rule(2).getByLabel('Path of the unit').fill('/Staff');
  await rule(2).getByLabel('Length').fill('40');
  await rule(2).getByLabel('Characters to choose from').fill('abcdefghijk');
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page.locator('#policy-result').getByText('The policy is saved.').waitFor();

  await page.reload();
  await page.getByRole('group', { name: 'Unit 2: /Staff', exact: true }).waitFor();
  expect(await rule(1).getByLabel('Path of the unit').inputValue()).toBe('/Staff/Paris');
  expect(await rule(1).getByLabel('Style').inputValue()).toBe('groups');
  expect(await rule(1).getByLabel('Length').inputValue()).toBe('');
  expect(await rule(2).getByLabel('Length').inputValue()).toBe('40');
  expect(await rule(2).getByLabel('Style').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Remove: Unit 1: /Staff/Paris' }).click();
  expect(await focused()).toBe('policy-override-add');
  await page.getByRole('group', { name: 'Unit 1: /Staff', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page.locator('#policy-result').getByText('The policy is saved.').waitFor();
  expect(await page.locator('.unit-rule').count()).toBe(1);
});

it('says which rule holds for a unit, and where each comes from', async () => {
  await given.policy({
    periodDays: 30,
    orgUnitPaths: ['/Staff', '/Pupils'],
    autoIssueOrgUnitPaths: ['/Staff/Paris'],
    overrides: [
      { orgUnitPath: '/Staff', length: 40, periodDays: 0, retentionHours: 48 },
      { orgUnitPath: '/Staff/Paris', periodDays: 7 },
    ],
  });
  const page = await openPolicy({ as: VIEWER });
  const unit = page.getByLabel('Unit to look up');
  await unit.fill('/staff/paris/desk/');
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.!@#$%&*+=?';
  expect(await answer()).toEqual([
    'In scope | Yes | from /Staff',
    'Days between two passwords | 7 | from /Staff/Paris',
    'Style | In one piece | from the policy for everybody',
    'Length | 40 characters | from /Staff',
    `Characters | ${alphabet} | from the policy for everybody`,
    'Stored password | Destroyed 48 hours after it was set | from /Staff',
    'First password | Within about an hour of appearing in the unit | from /Staff/Paris',
  ]);
  await unit.fill('/Guests');
  expect((await answer())[0]).toBe(
    'In scope | No: this service does not change the passwords of these users | no unit of the list',
  );
  await unit.fill('/Staff');
  expect((await answer())[1]).toBe(
    'Days between two passwords | Never changed by the schedule | from /Staff',
  );
  await unit.fill('Staff');
  expect(await answer()).toEqual([]);
  expect(await page.locator('#unit-question .fault').innerText()).toBe(
    'Enter a path that starts with /.',
  );
  expect(await page.getByRole('button', { name: 'Add a unit' }).isDisabled()).toBe(true);
  expect(await rule(2).getByLabel('Length').isDisabled()).toBe(true);
});

it('marks wrong rules of a unit, in the reader’s words, and goes to the first', async () => {
  const page = await openPolicy({ locale: 'fr-FR', brokenCallsExpected: true });
  const add = page.getByRole('button', { name: 'Ajouter une unité' });
  for (let unit = 0; unit < 4; unit += 1) await add.click();
  await rule(1).getByLabel('Chemin de l’unité').fill('/Personnel');
  await rule(1).getByLabel('Caractères à utiliser').fill('0123456789');
  await rule(2).getByLabel('Chemin de l’unité').fill('/Personnel/Paris');
  await rule(2).getByLabel('Longueur').fill('14');
  await rule(3).getByLabel('Chemin de l’unité').fill('/Vide');
  const save = page.getByRole('button', { name: 'Enregistrer la politique' });
  await save.click();
  const faults = page.locator('.unit-rule .fault:visible');
  await faults.first().waitFor();
  expect(await faults.allInnerTexts()).toEqual([
    'Saisissez au moins une règle pour cette unité, ou retirez-la.',
    'Saisissez le chemin de l’unité, par exemple /Personnel/Paris.',
  ]);
  expect(await focused()).toBe('policy-override-3-orgUnitPath');
  await page.getByRole('button', { name: 'Retirer\u00a0: Unité 4' }).click();
  await rule(3).getByLabel('Chemin de l’unité').fill('/PERSONNEL');
  await rule(3).getByLabel('Période en jours').fill('366');
  await save.click();
  await page.getByText('Cette unité figure déjà dans la liste.').waitFor();
  await page.getByRole('button', { name: 'Retirer\u00a0: Unité 3' }).click();
  await save.click();
  await page.getByText('la longueur doit être d’au moins 15.').waitFor();
  expect(await faults.allInnerTexts()).toEqual([
    'Les mots de passe de cette unité pourraient être devinés\u00a0: avec 10 caractères différents, la longueur doit être d’au moins 15.',
  ]);
  expect(await focused()).toBe('policy-override-2-length');
  expect(await given.faults()).toEqual([]);
});

it.each(['en-GB', 'fr-FR'])(
  'has nothing that sticks out or that axe finds, with rules by unit (%s)',
  async (locale) => {
    await given.policy({
      style: 'groups',
      overrides: [
        { orgUnitPath: '/Établissement scolaire/Personnel administratif/Paris', length: 30 },
        {
          orgUnitPath: '/Staff',
          style: 'characters',
          alphabet: 'abcdefghijklmnopqrstuvwxyz0123456789',
        },
      ],
    });
    const page = await openPolicy({ locale });
    await page.locator('input[name="windowOn"]').check();
    await page.locator('#policy-override-add').click();
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await given.faults()).toEqual([]);
    }
  },
);

it('loads what somebody else has saved meanwhile, and keeps what was entered beside it', async () => {
  await given.policy({
    overrides: [
      { orgUnitPath: '/Old', length: 20 },
      { orgUnitPath: '/Staff', length: 30 },
    ],
  });
  const page = await openPolicy({ brokenCallsExpected: true });
  const staff = page.getByRole('group', { name: /Unit \d: \/Staff$/ });
  await page.locator('#policy-periodDays').fill('45');
  await staff.getByLabel('Length').fill('50');
  const theirs = [
    { orgUnitPath: '/New', length: 21 },
    { orgUnitPath: '/Staff', retentionHours: 9 },
  ];
  await given.policy({ overrides: theirs, retryBudget: 7 });
  const save = page.getByRole('button', { name: 'Save the policy' });
  await save.click();
  await page.locator('#policy-result button').click();
  await page.getByRole('group', { name: 'Unit 1: /New', exact: true }).waitFor();
  await page.locator('#policy-result', { hasText: 'keeps what you entered' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('policy-result');
  const saved = page.waitForRequest((request) => request.method() === 'PUT');
  await save.click();
  expect((await saved).postDataJSON()).toMatchObject({
    periodDays: 45,
    retryBudget: 7,
    overrides: [
      { orgUnitPath: '/New', length: 21 },
      { orgUnitPath: '/Staff', length: 50 },
    ],
  });
  await page.locator('#policy-result', { hasText: 'The policy is saved.' }).waitFor();
});

it('keeps what is typed while the policy is being saved', async () => {
  const page = await openPolicy();
  await page.locator('#policy-periodDays').fill('29');
  await page.route('**/v1/policy', async (route) => {
    await page.locator('#policy-announceHours').fill('12');
    await route.continue();
  });
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await page.locator('#policy-result', { hasText: 'The policy is saved.' }).waitFor();
  expect(await page.locator('#policy-announceHours').inputValue()).toBe('12');
  expect(await page.locator('#policy-periodDays').inputValue()).toBe('29');
});

it('says so if the policy cannot be read, and reads it again', async () => {
  const page = await given.open({
    path: '/policy',
    brokenCallsExpected: true,
    before: (fresh) => fresh.route('**/v1/configuration', (route) => route.abort()),
  });
  await page.locator('#policy-problem').waitFor();
  expect(await page.locator('#policy-form').isVisible()).toBe(false);
  await page.unrouteAll();
  await page.locator('#policy-problem button').click();
  await page.locator('#policy-form').waitFor();
});
