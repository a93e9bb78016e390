import { type Page } from 'playwright-core';
import { MANAGER, PageUnderTest, VIEWER } from './page-under-test';

const given = PageUnderTest.inThisFile();

const PATHS = [
  '/',
  '/policy',
  '/networks',
  '/rotation',
  '/accounts',
  '/step-1-google-dev',
  '/step-2-google-admin',
];
const WIDTHS = [360, 768, 1280];

/** Controls that are smaller than 44 by 44, and are no links inside a text. */
const smallTargets = (): Promise<string[]> =>
  given.page
    .locator(
      'button:visible, a.button:visible, label.button:visible, input:visible, textarea:visible, summary:visible, .languages a, label.choice:visible',
    )
    .evaluateAll((all) =>
      all
        .filter((control) => !control.matches('.choice input, .file-input'))
        .filter((control) => control.getBoundingClientRect().height < 44)
        .map((control) => control.outerHTML),
    );

/** Waits for what the page reads, then opens what opens, and the way that a manager may choose instead. */
async function openAll(page: Page): Promise<void> {
  await page.waitForFunction(
    () => ![...document.querySelectorAll('.loading')].some((each) => each.checkVisibility()),
  );
  for (const details of await page.locator('summary').all()) await details.click();
  const otherWay = page.locator('#to-own-role:enabled');
  if (await otherWay.isVisible()) await otherWay.click();
}

describe.each(['en', 'fr'] as const)('in the language %s', (language) => {
  it.each([
    ['System Management', MANAGER],
    ['System Read Only', VIEWER],
  ])(
    'axe finds nothing wrong for %s, nothing sticks out, and every target is large enough',
    async (_, as) => {
      await given.connect();
      const page = await given.open({ as, locale: language });
      for (const path of PATHS) {
        await page.goto(given.url + path);
        await openAll(page);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
          expect(await smallTargets()).toEqual([]);
          expect(await given.faults()).toEqual([]);
        }
      }
    },
  );

  it('axe finds nothing wrong in the dark, nor before anything is connected', async () => {
    await given.open({ locale: language, colorScheme: 'dark' });
    expect(await given.faults()).toEqual([]);
    await given.connect();
    await given.page.reload();
    await given.page.locator('.chain').waitFor();
    expect(await given.faults()).toEqual([]);
  });

  it('axe finds nothing wrong with the page for somebody without a role', async () => {
    await given.open({ as: 'stranger@example.com', locale: language, brokenCallsExpected: true });
    expect(await given.faults()).toEqual([]);
  });

  it('axe finds nothing wrong with open questions and faults on the page', async () => {
    await given.connect();
    const page = await given.open({ locale: language });
    await page.locator('#key-file').setInputFiles({
      name: 'wrong.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{}'),
    });
    await page.locator('#key-file-fault:visible').waitFor();
    expect(await given.faults()).toEqual([]);
    await page.locator('#disconnect-ask').click();
    expect(await given.faults()).toEqual([]);
  });
});

it('axe finds nothing wrong with any page in the dark, with all that opens open', async () => {
  await given.connect();
  await given.connectLdap(await given.ldapPair());
  const page = await given.open({ locale: 'fr-FR', colorScheme: 'dark' });
  for (const path of PATHS) {
    await page.goto(given.url + path);
    await openAll(page);
    const hours = page.locator('input[name="windowOn"], input[name="proofWindowOn"]');
    for (const box of await hours.all()) await box.check();
    expect(await given.faults()).toEqual([]);
  }
});

it('System Read Only may look at all and check again, and can change nothing', async () => {
  await given.connect();
  const page = await given.open({ as: VIEWER });
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.locator('#announcement', { hasText: 'Connected' }).waitFor({ state: 'attached' });
  expect(await page.locator('.link').count()).toBe(8);

  const enabled = await page
    .locator('main :is(button, input, textarea):visible:enabled')
    .evaluateAll((controls) => controls.map(({ textContent }) => textContent.trim()));
  expect(enabled).toEqual(['Check again', 'Copy client ID']);
  expect(await page.getByText('Your role is System Read Only').first().isVisible()).toBe(true);
});

it('says with words, not by colour alone, how each check stands', async () => {
  await given.connect();
  const page = await given.open();
  const words = await page.locator('.link .link-state').allInnerTexts();
  expect(words).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'OK', 'OK', 'Off']);
});

it('tells somebody whose browser runs no script what is missing', async () => {
  const page = await given.open({ javaScriptEnabled: false });
  expect(await page.locator('noscript').innerText()).toContain('This page needs JavaScript');
});
