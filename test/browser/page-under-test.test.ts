import { type Page } from 'playwright-core';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();

let left: Page;

it('a page asks the service on and on', async () => {
  left = await given.open();
  await left.evaluate(
    'setInterval(() => fetch("/health").then(() => document.title = "answered", () => document.title = "no answer"), 20)',
  );
  await left.waitForFunction(() => document.title === 'answered');
});

it('left by that test, it gets no answer, and what it complains of is not this test’s', async () => {
  const page = await given.open({ locale: 'fr-FR' });
  expect(page).not.toBe(left);
  await left.waitForFunction(() => document.title === 'no answer');
});

it('opened by a third one, it is online and knows nothing of the first', async () => {
  const page = await given.open();
  expect(page).toBe(left);
  expect(await page.title()).toContain('Google Apps API');
});
