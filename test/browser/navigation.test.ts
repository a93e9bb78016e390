import { type Page } from 'playwright-core';
import { PageUnderTest, tabTo } from './page-under-test';

const given = PageUnderTest.inThisFile();

const menu = (page: Page) => page.locator('#pages-menu');
const links = (page: Page) => page.locator('#pages-list a');

/** The heights at which the entries of the navigation stand. */
const rows = (page: Page): Promise<number> =>
  links(page).evaluateAll(
    (all) => new Set(all.map((link) => link.getBoundingClientRect().top)).size,
  );

describe.each([
  ['en-GB', 'Pages: Rotation', 'Users'],
  ['fr-FR', 'Pages\u00a0: Rotation', 'Utilisateurs'],
])('the navigation (%s)', (locale, name, users) => {
  it('is one button on a phone, which tells the page and opens and closes the list', async () => {
    const viewport = { width: 360, height: 800 };
    const page = await given.open({ path: '/rotation', locale, viewport });
    expect(await links(page).filter({ visible: true }).count()).toBe(0);
    await tabTo(page, '#pages-menu');
    expect(await page.getByRole('button', { name, expanded: false }).count()).toBe(1);
    expect(await given.faults()).toEqual([]);

    await page.keyboard.press('Enter');
    expect(await menu(page).getAttribute('aria-expanded')).toBe('true');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await given.faults()).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await links(page).filter({ visible: true }).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('pages-menu');

    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: users, exact: true }).click();
    await page.waitForURL('**/accounts?lang=*');
    expect(await links(page).filter({ visible: true }).count()).toBe(0);
  });

  it.each([640, 768, 1280])('is one row from %i pixels on', async (width) => {
    const page = await given.open({ path: '/rotation', locale });
    await page.setViewportSize({ width, height: 800 });
    expect(await menu(page).isVisible()).toBe(false);
    expect(await rows(page)).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});

it('is a list that anybody can use where no script runs', async () => {
  const viewport = { width: 360, height: 800 };
  const page = await given.open({ path: '/rotation', viewport, javaScriptEnabled: false });
  expect(await menu(page).isVisible()).toBe(false);
  expect(await links(page).filter({ visible: true }).count()).toBe(await links(page).count());
});
