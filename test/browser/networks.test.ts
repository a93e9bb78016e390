import { type Page, type Request } from 'playwright-core';
import { EXPIRED_ROOT, ROOT, SECOND_ROOT } from '../fixtures/ca-certificates';
import { GOOD } from '../fixtures/ldap-certificates';
import { MANAGER, PageUnderTest, tabTo, VIEWER } from './page-under-test';

const given = PageUnderTest.inThisFile();

const STAFF = {
  id: 'staff',
  ssid: ' Staff & Guests ',
  hidden: true,
  security: 'WPA2',
  outerIdentity: 'anonymous@example.com',
  serverNames: ['radius.example.com', '*.example.com'],
  caCertificates: [ROOT, EXPIRED_ROOT],
};
const LAB = {
  id: 'lab',
  ssid: 'Laboratoire ☕',
  hidden: false,
  security: 'WPA3',
  serverNames: ['radius.example.com'],
  caCertificates: [SECOND_ROOT],
};

/** Saves networks as another administrator would, without this page. */
async function stored(networks: readonly object[]): Promise<void> {
  const answer = await fetch(`${given.url}/v1/networks`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ networks }),
  });
  expect(answer.status).toBe(200);
}
beforeEach(() => stored([]));

async function open(more: Parameters<PageUnderTest['open']>[0] = {}): Promise<Page> {
  const page = await given.open({ path: '/networks', ...more });
  await page.locator('#networks-loading').waitFor({ state: 'hidden' });
  return page;
}

/** The bodies of the saves that the page sends from now on. */
function sentBy(page: Page): unknown[] {
  const sent: unknown[] = [];
  page.on('request', (request: Request) => {
    if (request.method() === 'PUT') sent.push(request.postDataJSON());
  });
  return sent;
}

const names = (page: Page): Promise<string[]> => page.locator('.network .ssid').allInnerTexts();
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.id);
const save = (page: Page): Promise<void> => page.locator('#network-save').click();
const edit = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name: `Edit ${name}` }).click();

it('adds a network by keyboard alone, with its blanks and an identifier made from its name', async () => {
  const page = await open();
  const sent = sentBy(page);
  expect(await page.locator('#networks-list').innerText()).toContain('No network yet.');
  await tabTo(page, '#networks-add');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('network-form-title');
  await tabTo(page, '#network-ssid');
  await page.keyboard.type(' Élèves ');
  await tabTo(page, '#network-serverNames');
  await page.keyboard.insertText('radius.example.com\n\n  *.example.com ');
  await tabTo(page, '#network-caCertificates');
  await page.keyboard.insertText(ROOT + SECOND_ROOT);
  await tabTo(page, '#network-save');
  await page.keyboard.press('Enter');

  await page.locator('.network').waitFor();
  expect(sent).toEqual([
    {
      networks: [
        {
          id: 'eleves',
          ssid: ' Élèves ',
          hidden: false,
          security: 'WPA2',
          serverNames: ['radius.example.com', '*.example.com'],
          caCertificates: [ROOT + SECOND_ROOT],
        },
      ],
    },
  ]);
  expect(await focused(page)).toBe('networks-title');
  expect(await page.locator('#networks-result').innerText()).toBe('Saved: ␣Élèves␣.');
  expect(await page.locator('#network-form').isVisible()).toBe(false);
  expect(await names(page)).toEqual(['␣Élèves␣']);
  expect(await page.locator('.authorities').innerText()).toMatch(
    /^CN=Example Root, O=Example\s+Valid until 1 January 2049.*\s+CN=Second Root/,
  );
});

it('shows what is stored: blanks, names, authorities and which of them has expired', async () => {
  await stored([STAFF, LAB]);
  const page = await open();
  expect(await names(page)).toEqual(['␣Staff & Guests␣', 'Laboratoire ☕']);
  const staff = page.locator('.network').first();
  expect(await staff.innerText()).toContain('␣ stands for a space');
  expect(await staff.locator('.facts').innerText()).toMatch(
    /staff[\s\S]*WPA2, or WPA3 where it is offered \(hidden\)[\s\S]*anonymous@example.com[\s\S]*radius.example.com, \*.example.com/,
  );
  const [, old] = await staff.locator('.authorities li').all();
  expect(await old!.innerText()).toMatch(/^CN=Old Root\s+Expired on 31 December 2025/);
  expect(await old!.locator('.validity').getAttribute('data-state')).toBe('failing');
});

it('changes one network and leaves the others; an authority that is unticked goes', async () => {
  await stored([STAFF, LAB]);
  const page = await open();
  const sent = sentBy(page);
  await edit(page, 'Staff & Guests');
  expect(await page.locator('#network-ssid').inputValue()).toBe(' Staff & Guests ');
  expect(await page.locator('#network-id').getAttribute('readonly')).toBe('');
  await page.getByLabel('CN=Old Root').uncheck();
  await page.getByLabel('WPA3 only').check();
  await page.getByLabel('The network is hidden').uncheck();
  await page.locator('#network-outerIdentity').fill('');
  await page.locator('#network-files').setInputFiles({
    name: 'second.pem',
    mimeType: 'application/x-pem-file',
    buffer: Buffer.from(SECOND_ROOT),
  });
  await page.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('#network-caCertificates')?.value !== '',
  );
  await save(page);
  await page.locator('#networks-result', { hasText: 'Saved' }).waitFor();
  const { outerIdentity: _, ...rest } = STAFF;
  expect(sent).toEqual([
    {
      networks: [
        { ...rest, hidden: false, security: 'WPA3', caCertificates: [ROOT, SECOND_ROOT] },
        LAB,
      ],
    },
  ]);
});

it('removes a network after a question that names it, and nothing if it is cancelled', async () => {
  await stored([STAFF, LAB]);
  const page = await open();
  await page.getByRole('button', { name: 'Remove Staff & Guests' }).click();
  expect(await page.locator('#remove-network-question').innerText()).toBe(
    'Remove the network ␣Staff & Guests␣?',
  );
  await page.locator('#remove-network-cancel').click();
  expect(await names(page)).toHaveLength(2);
  await page.getByRole('button', { name: 'Remove Staff & Guests' }).click();
  await page.locator('#remove-network-confirm').click();
  await page.locator('#networks-result', { hasText: 'Removed: ␣Staff & Guests␣.' }).waitFor();
  expect(await names(page)).toEqual(['Laboratoire ☕']);
});

it('says what is wrong at each field, goes to the first, and keeps what was entered', async () => {
  const page = await open({ brokenCallsExpected: true });
  await page.locator('#networks-add').click();
  await page.locator('#network-ssid').fill('☕'.repeat(11));
  await page.locator('#network-id').fill('my network');
  await page.locator('#network-serverNames').fill('radius.example.com\nmy radius');
  await save(page);
  await page.locator('#network-ssid-fault:visible').waitFor();
  expect(await page.locator('#network-form .fault:visible').allInnerTexts()).toEqual([
    expect.stringMatching(/^Enter 1 to 32 bytes/),
    expect.stringMatching(/^Use 1 to 64 letters/),
    expect.stringMatching(/^This is not the name of a server: my radius\./),
    expect.stringMatching(/^Give 1 to 10 certificates/),
  ]);
  expect(await focused(page)).toBe('network-ssid');
  expect(await page.locator('#network-serverNames').inputValue()).toContain('radius.example.com');
});

it('a private key never leaves the browser, pasted or chosen', async () => {
  const page = await open({ locale: 'fr-FR' });
  const sent = sentBy(page);
  await page.locator('#networks-add').click();
  await page.locator('#network-caCertificates').fill(ROOT + GOOD.privateKey);
  await save(page);
  const fault = page.locator('#network-caCertificates-fault');
  await fault.filter({ hasText: 'Le contenu comporte une clé privée.' }).waitFor();
  expect(await focused(page)).toBe('network-caCertificates');
  await page.locator('#network-caCertificates').fill('');
  await page.locator('#network-files').setInputFiles({
    name: 'radius.key',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(GOOD.privateKey),
  });
  await fault.filter({ hasText: 'radius.key' }).waitFor();
  expect(await page.locator('#network-caCertificates').inputValue()).toBe('');
  expect(sent).toEqual([]);
});

it('a certificate that only the service can tell is damaged is told at its field', async () => {
  const page = await open({ locale: 'fr-FR', brokenCallsExpected: true });
  await page.locator('#networks-add').click();
  await page.locator('#network-ssid').fill('Example');
  await page.locator('#network-serverNames').fill('radius.example.com');
  await page.locator('#network-caCertificates').fill(ROOT.replace('MII', 'AAA'));
  await save(page);
  await page
    .locator('#network-caCertificates-fault', { hasText: 'est endommagé et ne peut pas être lu' })
    .waitFor();
});

const reload = async (page: Page): Promise<void> => {
  await save(page);
  await page.locator('#network-result', { hasText: 'Someone else changed' }).waitFor();
  await page.locator('#network-result button').click();
};

it('after a change by somebody else keeps what was entered beside it, and saves both', async () => {
  await stored([{ ...LAB, caCertificates: [ROOT, SECOND_ROOT] }]);
  const page = await open({ brokenCallsExpected: true });
  const sent = sentBy(page);
  await edit(page, 'Laboratoire');
  await page.locator('#network-ssid').fill('Lab');
  await page.getByLabel('CN=Second Root').uncheck();
  const changed = { ...LAB, security: 'WPA2', serverNames: ['new.example.com'] };
  await stored([{ ...changed, caCertificates: [EXPIRED_ROOT, SECOND_ROOT] }, STAFF]);
  await reload(page);
  await page.locator('#network-result', { hasText: 'keeps what you entered' }).waitFor();
  expect(await focused(page)).toBe('network-result');
  expect(await page.locator('#network-ssid').inputValue()).toBe('Lab');
  await save(page);
  await page.locator('#networks-result', { hasText: 'Saved: Lab.' }).waitFor();
  const both = { ...changed, ssid: 'Lab', caCertificates: [EXPIRED_ROOT] };
  expect(sent[1]).toEqual({ networks: [both, STAFF] });
});

it('says so if somebody else has removed the network under edit', async () => {
  await stored([LAB]);
  const page = await open({ brokenCallsExpected: true });
  await edit(page, 'Laboratoire');
  await stored([STAFF]);
  await reload(page);
  await page.locator('#network-result', { hasText: 'was removed meanwhile' }).waitFor();
  expect(await focused(page)).toBe('network-result');
  expect(await names(page)).toEqual(['␣Staff & Guests␣']);
});

it('if the answer is lost, reads what is stored', async () => {
  const page = await open({ brokenCallsExpected: true });
  await page.route('**/v1/networks', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.locator('#networks-add').click();
  await page.locator('#network-ssid').fill('Lab');
  await page.locator('#network-serverNames').fill('radius.example.com');
  await page.locator('#network-caCertificates').fill(ROOT);
  await save(page);
  await page.locator('#network-result', { hasText: 'The answer was lost.' }).waitFor();
  expect(await names(page)).toEqual(['Lab']);
  await page.unroute('**/v1/networks');
  await page.locator('#network-ssid').fill('Lab 2');
  await save(page); // the identifier has followed the name
  await page.locator('#networks-result', { hasText: 'Saved: Lab 2.' }).waitFor();
  expect(await names(page)).toEqual(['Lab 2']);
});

it('takes no eleventh network', async () => {
  await stored(Array.from({ length: 10 }, (_, index) => ({ ...LAB, id: `lab-${index}` })));
  const page = await open();
  expect(await page.locator('#networks-add').isDisabled()).toBe(true);
  expect(await page.locator('#networks-full').isVisible()).toBe(true);
});

it('shows everything and changes nothing for System Read Only', async () => {
  await stored([STAFF]);
  const page = await open({ as: VIEWER });
  expect(await names(page)).toEqual(['␣Staff & Guests␣']);
  expect(await page.locator('#networks button:enabled').count()).toBe(0);
  expect(await page.locator('#networks-reason').innerText()).toContain('System Read Only');
});

it.each([
  ['en-GB', MANAGER],
  ['fr-FR', MANAGER],
  ['fr-FR', VIEWER],
])(
  'axe finds nothing wrong in %s for %s at any width, and nothing sticks out',
  async (locale, as) => {
    await stored([
      { ...STAFF, ssid: 'n'.repeat(32), serverNames: [`${'n'.repeat(60)}.example`] },
      LAB,
    ]);
    const page = await open({ locale, as });
    if (as === MANAGER) await page.locator('.network button').first().click();
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await given.faults()).toEqual([]);
    }
  },
);
