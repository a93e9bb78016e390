import { type Page } from 'playwright-core';
import { type AccountAnswer } from '../../functions/api/account';
import { type DeviceAnswer } from '../../functions/api/device';
import { type PolicyBody } from '../../functions/api/policy';
import { PageUnderTest } from './page-under-test';
import { overview } from './rotation-overviews';

const given = PageUnderTest.inThisFile();

const AT = '2026-01-05T10:30:00.000Z';

const device = (deviceId: string, more: Partial<DeviceAnswer> = {}): DeviceAnswer => ({
  deviceId,
  version: 7,
  state: 'installed',
  behind: false,
  at: AT,
  ...more,
});

const older = { version: 6, behind: true } as const;

const account = (name: string, more: Partial<AccountAnswer>): AccountAnswer => ({
  userId: name,
  primaryEmail: `${name}@example.com`,
  status: 'active',
  version: 7,
  setAt: AT,
  ...more,
});

const accounts = [
  account('behind', {
    devices: [
      device('F2LVX0ABCD', { ...older, name: 'Zoë’s iPad' }),
      device('laptop-3', older),
      device('phone', { state: 'failed', behind: true, name: '<b>phone</b>' }),
      device('desk'),
    ],
  }),
  account('many', {
    devices: Array.from({ length: 7 }, (_, index) => device(`tablet-${index + 1}`, older)),
  }),
  account('ready', { devices: [device('a'), device('b')] }),
  account('gone', { forgottenAt: '2026-01-06T10:30:00.000Z' }),
];

const open = async (path: string, locale: string): Promise<Page> => {
  await given.connect();
  return given.open({
    path,
    timezoneId: 'UTC',
    locale,
    before: async (page) => {
      const read = overview({ devices: { behind: 3, waiting: 1 } });
      await page.route('**/v1/overview', (route) => route.fulfill({ json: read }));
      await page.route('**/v1/accounts**', (route) => route.fulfill({ json: { accounts } }));
    },
  });
};

const WORDS = {
  en: {
    locale: 'en-GB',
    behind: [
      '2 devices still on version 6: Zoë’s iPad, laptop-3.',
      '1 device could not install version 7: <b>phone</b>.',
    ],
    many: 'tablet-5 and 2 more.',
    ready: 'All 2 known devices have this password.',
    gone: 'stored copy destroyed 6 Jan 2026, 10:30',
    counted: ['Devices without the current password', 'Rotations that wait for a device'],
  },
  fr: {
    locale: 'fr-FR',
    behind: [
      '2 appareils encore à la version nº 6 : Zoë’s iPad, laptop-3.',
      '1 appareil n’a pas pu installer la version nº 7 : <b>phone</b>.',
    ],
    many: 'tablet-5 et 2 de plus.',
    ready: 'Les 2 appareils connus ont ce mot de passe.',
    gone: 'copie conservée détruite le 6 janv. 2026, 10:30',
    counted: ['Appareils sans le mot de passe actuel', 'Rotations en attente d’un appareil'],
  },
};

const plain = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, ' ');

it.each(Object.entries(WORDS))(
  'the user’s row says which devices are behind, and that a copy is gone (%s)',
  async (_, words) => {
    const page = await open('/accounts', words.locale);
    const row = async (user: string): Promise<string> =>
      plain(await page.locator(`[data-user="${user}"]`).innerText());
    await page.locator('[data-user="gone"]').waitFor();
    for (const said of words.behind) expect(await row('behind')).toContain(said);
    expect(await row('many')).toContain(words.many);
    expect(await row('ready')).toContain(words.ready);
    expect(await row('gone')).toContain(words.gone);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    expect(await given.faults()).toEqual([]);
  },
);

it.each(Object.entries(WORDS))(
  'the page Rotation counts devices behind, and rotations that wait (%s)',
  async (_, words) => {
    const page = await open('/rotation', words.locale);
    const due = page.locator('main');
    await due.getByText(words.counted[0] ?? '').waitFor();
    for (const said of words.counted) expect(plain(await due.innerText())).toContain(said);
    expect(await given.faults()).toEqual([]);
  },
);

it('the policy form saves the wait for devices, the notice and the retention, and says what is wrong', async () => {
  await given.connect();
  const page = await given.open({ path: '/policy', brokenCallsExpected: true });
  await page.locator('#policy-form').waitFor();
  const saved: PolicyBody[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') saved.push(request.postDataJSON() as PolicyBody);
  });
  const save = page.getByRole('button', { name: 'Save the policy' });
  await page.getByLabel('Days to wait for a device').fill('31');
  await page.getByLabel('Hours of notice before a rotation').fill('169');
  await page.getByLabel('Hours to keep stored passwords').fill('8761');
  await save.click();
  await page.locator('#policy-retentionHours-fault:visible').waitFor();
  expect(await page.locator('#policy .fault:visible').allInnerTexts()).toEqual([
    'Enter a whole number from 0 to 8,760.',
    'Enter a whole number from 0 to 30.',
    'Enter a whole number from 0 to 168.',
  ]);
  await page.getByLabel('Days to wait for a device').fill('7');
  await page.getByLabel('Hours of notice before a rotation').fill('48');
  await page.getByLabel('Hours to keep stored passwords').fill('72');
  await save.click();
  await page.locator('#policy-result', { hasText: 'The policy is saved.' }).waitFor();
  expect(saved[1]).toMatchObject({ holdForDevices: 7, announceHours: 48, retentionHours: 72 });
  await page.reload();
  await page.locator('#policy-form').waitFor();
  expect(await page.getByLabel('Hours to keep stored passwords').inputValue()).toBe('72');
});
