import { type Page } from 'playwright-core';
import { documentOf, type Reader } from '../../functions/page/layout';
import { pageAnswer } from '../../functions/page/page-answer';
import { type Past } from '../../functions/page/past-section';
import { rotationPage } from '../../functions/page/rotation-page';
import { PAGE_TEXTS } from '../../functions/page/texts/page-texts';
import { countedPast } from '../fakes/counted-past';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();

/** The page Rotation as the server writes it over these days. */
async function open(
  language: 'en' | 'fr',
  past: Past,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const reader: Reader = {
    language,
    texts: PAGE_TEXTS[language],
    email: 'system-management@example.com',
    role: 'manager',
  };
  const { content, headers } = pageAnswer(documentOf(reader, rotationPage(reader, past)), language);
  await given.connect();
  const page = await given.open({
    path: `/rotation?lang=${language}`,
    colorScheme,
    before: (fresh) =>
      fresh.route('**/rotation?*', (route) =>
        route.fulfill({ contentType: content.mediaType, headers, body: content.data }),
      ),
  });
  await page.locator('#now-loading').waitFor({ state: 'hidden' });
  return page;
}

it.each([
  ['en', 'light', 1_000_000],
  ['fr', 'dark', 12_345],
] as const)(
  'axe finds nothing wrong with the pictures, and nothing sticks out (%s, %s, %d users)',
  async (language, colorScheme, users) => {
    const page = await open(language, countedPast(users), colorScheme);
    expect(await page.locator('.picture svg[role="img"]').count()).toBe(3);
    for (const each of await page.locator('.picture summary').all()) await each.click();
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await given.faults()).toEqual([]);
      const table = page.locator('.day-table').first();
      expect(
        await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      ).toBe(0);
    }
  },
);

it('each band has a colour of its own, from a style sheet that the policy lets in', async () => {
  const page = await open('en', countedPast(900));
  const colours = await page
    .locator('.picture svg[role="img"] path')
    .evaluateAll((paths) => paths.map((path) => getComputedStyle(path).fill));
  expect(colours).toHaveLength(4 + 1 + 3 + 1 + 1 + 1);
  for (const [from, to] of [
    [0, 5],
    [5, 9],
    [9, 11],
  ]) {
    const of = colours.slice(from, to);
    expect(new Set(of).size).toBe(of.length);
  }
  expect(colours).not.toContain('rgb(0, 0, 0)'); // what a path without a style gets
});

it('before the first count the page says when it comes', async () => {
  await given.connect();
  const page = await given.open({ path: '/rotation' });
  expect(await page.locator('#past').innerText()).toContain(
    'The first count is made at the next tick',
  );
});
