import { type ForecastAnswer } from '../../functions/api/forecast';
import { type OverviewAnswer } from '../../functions/api/overview';
import { type RunAnswer } from '../../functions/api/run';
import { type Page } from 'playwright-core';
import { PageUnderTest } from './page-under-test';
import { routeOnce } from './route-once';

const given = PageUnderTest.inThisFile();

const AT = '2026-11-28T10:30:00.000Z';

const run = (runId: string, more: Partial<RunAnswer>): RunAnswer => ({
  runId,
  kind: 'rotate',
  scope: 'all',
  state: 'finished',
  startedAt: '2026-11-27T20:00:00.000Z',
  startedBy: 'schedule',
  finishedAt: '2026-11-27T22:14:00.000Z',
  total: 1271,
  done: 1198,
  failed: 3,
  parked: 12,
  skipped: 58,
  skippedBy: {},
  ...more,
});

const OVERVIEW: OverviewAnswer = {
  at: AT,
  accounts: { active: 1198, unconfirmed: 2, parked: 3, revoked: 41, 'no-password': 0 },
  runs: [
    run('1', { startedBy: 'system-management@example.com' }),
    run('2', {
      scope: { orgUnitPath: '/Employees/Sales and Marketing/Europe, Middle East and Africa' },
      startedBy: 'bartholomew.featherstonehaugh-cholmondeley@subsidiary.of.example.com',
    }),
    run('3', { scope: 'due', state: 'stopped', stopReason: 'by-administrator' }),
    run('5', { kind: 'issue', skippedBy: { 'password-revoked': 58 } }),
    run('4', { scope: { userKeys: ['1', '2'] }, startedBy: 'admin@example.com', done: 2 }),
  ],
  dueNow: 2,
  dueNext24Hours: 42,
  overdue: 0,
  retrying: 0,
  drifted: 0,
  devices: { behind: 0, waiting: 0 },
  lastFailures: [],
  proofs: { proved: 0, doubted: 0, unproved: 1198 },
  pace: { perSecond: 25, ceilingPerSecond: 25 },
  paused: false,
  window: { state: 'closed', opensAt: '2026-11-29T13:00:00.000Z' },
};

/** The page Rotation in Paris over an overview of ours. */
async function open(locale: string, width = 1280): Promise<Page> {
  await given.connect();
  const page = await given.open({
    path: '/rotation',
    locale,
    timezoneId: 'Europe/Paris',
    viewport: { width, height: 900 },
    before: (page) => page.route('**/v1/overview', (route) => route.fulfill({ json: OVERVIEW })),
  });
  await page.locator('#history').waitFor();
  return page;
}

/** Words of the history that no column has to break, and that go over two lines. */
const brokenWords = (page: Page): Promise<string[]> =>
  page.locator('.history :is(.cell-value, th)').evaluateAll((cells) => {
    const broken: string[] = [];
    for (const cell of cells) {
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}\d]+/gu)) {
          if (word.length > 14) continue;
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (range.getClientRects().length > 1) broken.push(word);
        }
      }
    }
    return broken;
  });

describe.each(['en-GB', 'fr-FR'])('the history in the language %s', (locale) => {
  it.each([360, 768, 960, 1024, 1280])('breaks no word at a width of %d', async (width) => {
    const page = await open(locale, width);
    await page.evaluate('document.fonts.ready');
    expect(await brokenWords(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});

it.each([
  [
    'en-GB',
    'The hours of the policy start 29 Nov 2026, 14:00 CET.',
    'Times are shown in this browser’s time zone, Europe/Paris.',
  ],
  [
    'fr-FR',
    'Les heures autorisées par la politique commencent le 29 nov. 2026, 14:00 UTC+1.',
    'Les heures sont affichées dans le fuseau horaire de ce navigateur, Europe/Paris.',
  ],
])('says in which time zone a time is (%s)', async (locale, opens, everywhere) => {
  const page = await open(locale);
  expect(await page.locator('#now').innerText()).toContain(opens);
  expect(await page.locator('footer').innerText()).toContain(everywhere);
});

it.each([
  ['en-GB', 'An organisational unit', 'Show the forecast', 'Check that the path'],
  ['fr-FR', 'Une unité organisationnelle', 'Afficher la prévision', 'Vérifiez que le chemin'],
])(
  'asks to check the path of a unit in which nobody is (%s)',
  async (locale, unit, foresee, hint) => {
    const page = await open(locale);
    const forecast = page.locator('#forecast');
    const foretell = async (excluded: ForecastAnswer['excluded']): Promise<string> => {
      const json = { users: 0, excluded, estimatedSeconds: 0, exact: true, effects: [] };
      await routeOnce(page, '**/forecast', (route) => route.fulfill({ json }));
      await page.getByRole('button', { name: foresee }).click();
      await forecast.waitFor();
      return forecast.innerText();
    };
    await page.getByLabel(unit).check();
    await page.locator('#scope-orgUnit').fill('/Contractorz');
    expect(await foretell({ 'user-not-found': 1 })).toContain(hint);
    await page.locator('#scope-orgUnit').fill('/Contractors');
    expect(await foretell({ 'user-suspended': 1 })).not.toContain(hint);
  },
);
