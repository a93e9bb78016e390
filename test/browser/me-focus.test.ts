import { type Page } from 'playwright-core';
import { PLAIN } from '../fixtures/wifi';
import { ALICE, answerMe, comeBack, put, switchOn, tellOf } from './me';
import { PageUnderTest, tabTo } from './page-under-test';

const given = PageUnderTest.inThisFile();
beforeEach(() => switchOn(given));

/** The widest name a network may have, in one piece. */
const LONG = 'W'.repeat(32);
const NETWORKS = { networks: [{ id: 'a', ssid: LONG }] };
const TWO_NETWORKS = { networks: [...NETWORKS.networks, { id: 'b', ssid: 'Lab' }] };

const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.id');

it.each(['#copy', '#qr-code-button'])(
  'the minute is over with the focus on %s: it moves to Show',
  async (selector) => {
    const page = await given.open({
      path: '/me',
      as: ALICE,
      clock: true,
      before: async (opened) => {
        await answerMe(opened, {});
        await tellOf(opened, {});
      },
    });
    await page.locator('#show').click();
    await page.locator('.password').waitFor();
    await tabTo(page, selector);
    await page.clock.runFor(61_000);
    await page.locator('#shown-password').waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('show');
  },
);

it('a button to add the Wi-Fi keeps the focus when the state is read again', async () => {
  const page = await given.open({
    path: '/me',
    as: ALICE,
    before: (opened) => answerMe(opened, NETWORKS),
  });
  await page.locator('#add-here button').focus();
  await answerMe(page, { ...NETWORKS, nextRotationAt: '2099-03-01T12:00:00.000Z' });
  await comeBack(page);
  await page.getByText('It changes by itself on 1 March 2099').waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe(`Add “${LONG}”`);
});

it('Try again: the focus stays on the page', async () => {
  const page = await given.open({
    path: '/me',
    as: ALICE,
    brokenCallsExpected: true,
    before: (opened) => opened.route('**/v1/me', (route) => route.abort()),
  });
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await answerMe(page, {});
  await again.click();
  await page.getByRole('button', { name: 'Show password' }).waitFor();
  expect(await focused(page)).toBe('me-title');
});

it('a new state is announced', async () => {
  const page = await given.open({
    path: '/me',
    as: ALICE,
    before: (opened) => answerMe(opened, {}),
  });
  await page.locator('#user-name').getByText(ALICE).waitFor();
  await answerMe(page, { forgotten: true });
  await comeBack(page);
  await page.locator('#announcement', { hasText: 'the copy kept here was deleted' }).waitFor({
    state: 'attached',
  });
});

const ANDROID = 'Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile';

it.each([
  ['/me', {}],
  ['/me', { userAgent: ANDROID }],
  ['/networks', {}],
] as const)(
  'nothing sticks out beside the widest name of a network in one piece, on %s, %j',
  async (path, device) => {
    await given.connect();
    await put(given, '/v1/networks', { networks: [{ ...PLAIN, ssid: LONG }] });
    const page = await given.open({
      path,
      ...(path === '/me' ? { as: ALICE } : {}),
      ...device,
      viewport: { width: 360, height: 740 },
      before: (opened) => answerMe(opened, TWO_NETWORKS),
    });
    await page.locator('#add-here button, #by-hand, h3').getByText(LONG).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  },
);
