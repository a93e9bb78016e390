import { type AccountAnswer } from '../../functions/api/account';
import { type OverviewAnswer } from '../../functions/api/overview';
import { type RunAnswer } from '../../functions/api/run';
import { type Page } from 'playwright-core';
import { MANAGER, PageUnderTest, VIEWER } from './page-under-test';
import { overview } from './rotation-overviews';

const given = PageUnderTest.inThisFile();
afterEach(() => given.google('ldap/faults', { rules: [] }));

const AT = '2026-01-05T10:30:00.000Z';

const told = (page: Page, text: string): Promise<void> =>
  page.locator('#announcement', { hasText: text }).waitFor({ state: 'attached' });

const note = (page: Page): Promise<string> => page.locator('.rotation-note').innerText();

async function issue(address: string): Promise<void> {
  const path = `/v1/users/${address}/password`;
  const answer = await fetch(given.url + path, { method: 'PUT' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

describe('over the simulated Secure LDAP', () => {
  beforeEach(async () => {
    await given.connect();
    await given.connectLdap(await given.ldapPair());
  });

  it('proves a password from the user’s row, by keyboard, and finds the user by it', async () => {
    await issue('alice@example.com');
    const page = await given.open({ path: '/accounts?query=alice' });
    await told(page, '1 user');
    await page.getByRole('button', { name: 'Prove alice@example.com' }).press('Enter');
    await told(page, 'alice@example.com: The password works: Google accepted it.');
    expect(await page.locator('.account').innerText()).toMatch(/proved \d/);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('rotation-note');
    expect(await page.locator('.action-cell button').count()).toBe(2);
    expect(await given.faults()).toEqual([]);

    await page.getByLabel('Status').selectOption({ label: 'Proved' });
    await told(page, '1 user');
    expect(new URL(page.url()).search).toBe('?query=alice&proof=proved');
    await page.getByLabel('Status').selectOption({ label: 'In doubt' });
    await told(page, 'No users found');
    await page.getByLabel('Status').selectOption({ label: 'Changed by others at Google' });
    await told(page, 'No users found');
    expect(new URL(page.url()).search).toBe('?query=alice&drifted=true');
  });

  it.each([
    [
      49,
      'en-GB',
      'bob@example.com',
      ['Google refused the password. What this means is below.', 'refused by Secure LDAP'],
      [
        'Google’s Secure LDAP refused the stored password on',
        'What to do: If it was set within the last hour, wait',
      ],
    ],
    [
      50,
      'fr-FR',
      'carol@example.com',
      ['Le contrôle n’a donné aucun résultat. La raison', 'contrôle impossible le'],
      [
        'ne dit rien du mot de passe. Le service LDAP sécurisé de Google ne peut pas vérifier le mot de passe de cet utilisateur.',
        'Que faire\u00a0: Dans la console d’administration, ouvrez Applications',
      ],
    ],
  ])('shows what a bind with result %i means and what to do', async (...row) => {
    const [code, locale, address, short, long] = row;
    await issue(address);
    const rules = [{ fault: { kind: 'code', code } }];
    await given.google('ldap/faults', { rules });
    const page = await given.open({ path: `/accounts?query=${address}`, locale });
    await page.locator('.action-cell button', { hasText: /Prove|Contrôler/ }).click();
    await page.locator('.rotation-note.is-bad').waitFor();
    const shown = await page.locator('.account').innerText();
    for (const part of [...short, ...long]) expect(shown).toContain(part);
    expect(await given.faults()).toEqual([]);
  });
});

it('offers no proof where Secure LDAP is not connected', async () => {
  await given.connect();
  await issue('dave@example.com');
  const page = await given.open({ path: '/accounts?query=dave' });
  await told(page, '1 user');
  expect(await page.locator('.action-cell button').allTextContents()).toEqual([
    'Rotate now… dave@example.com',
  ]);
});

/** What the page reads, as a test sets it. */
type Answers = {
  account: AccountAnswer | undefined;
  run: RunAnswer;
  overview?: Partial<OverviewAnswer>;
};

const account: AccountAnswer = {
  userId: '1045',
  primaryEmail: 'erin@example.com',
  status: 'active',
  version: 3,
  setAt: AT,
};

const run = (more: Partial<RunAnswer> = {}): RunAnswer => ({
  runId: 'run-1',
  kind: 'prove',
  scope: { userKeys: ['1045'] },
  state: 'running',
  startedAt: AT,
  startedBy: MANAGER,
  total: 1,
  done: 0,
  failed: 0,
  parked: 0,
  skipped: 0,
  skippedBy: {},
  ...more,
});

/** Opens the page over answers of ours, which may be changed meanwhile. */
async function open(answers: Answers, locale: string, as = MANAGER): Promise<Page> {
  await given.connect();
  await given.connectLdap(await given.ldapPair());
  return given.open({
    path: '/accounts',
    locale,
    as,
    timezoneId: 'UTC',
    clock: true,
    brokenCallsExpected: true,
    before: async (page) => {
      await page.route('**/v1/proofs', (route) =>
        route.fulfill({ status: 202, json: { runId: 'run-1' } }),
      );
      await page.route('**/v1/overview', (route) =>
        route.fulfill({ json: overview({ runs: [answers.run], ...answers.overview }) }),
      );
      await page.route('**/v1/accounts**', (route) =>
        route.fulfill({ json: { accounts: answers.account ? [answers.account] : [] } }),
      );
    },
  });
}

const WORDS = {
  en: {
    locale: 'en-GB',
    prove: 'Prove erin@example.com',
    underWay: 'Trying the password at Google’s Secure LDAP…',
    google: 'What to do: Nothing. The run continues automatically.',
    window: 'Waiting for the hours that the policy allows. They start 5 Jan 2026, 22:00 UTC.',
    ldap: 'What to do: Fix what the checks on the page Wi-Fi and LDAP report.',
    gone: 'Google finds no such user, so the password was not tried.',
    often: 'What to do: Rotate the password, or prove it again in an hour.',
    failed: 'there was no answer for this user',
    busy: 'The proof on 5 Jan 2026, 10:31 says nothing of the password. Google’s Secure LDAP is busy',
    off: 'Not started. Secure LDAP is not connected',
    lost: 'It is not known whether the proof started.',
  },
  fr: {
    locale: 'fr-FR',
    prove: 'Contrôler erin@example.com',
    underWay: 'Essai du mot de passe auprès du LDAP sécurisé de Google…',
    google: 'Que faire\u00a0: Rien. L’opération reprend automatiquement.',
    window: 'En attente des heures autorisées par la politique. Elles commencent 5 janv. 2026',
    ldap: 'Que faire\u00a0: Corrigez ce que signalent les vérifications de la page Wi-Fi et LDAP.',
    gone: 'Google ne trouve pas cet utilisateur\u00a0: le mot de passe n’a pas été essayé.',
    often:
      'Que faire\u00a0: Renouvelez le mot de passe, ou contrôlez-le de nouveau dans une heure.',
    failed: 'pas de réponse pour cet utilisateur',
    busy: 'Le contrôle du 5 janv. 2026, 10:31 ne dit rien du mot de passe. Le service LDAP sécurisé',
    off: 'Le contrôle n’a pas démarré. Le LDAP sécurisé n’est pas connecté',
    lost: 'Impossible de savoir si le contrôle a démarré.',
  },
} as const;

describe.each(['en', 'fr'] as const)('the row says how a proof goes (%s)', (language) => {
  const words = WORDS[language];

  it('while it is under way, while it waits and for what, and what came of it', async () => {
    const answers: Answers = { account, run: run() };
    const page = await open(answers, words.locale);
    const prove = page.getByRole('button', { name: words.prove });
    await prove.click();
    await told(page, words.underWay);
    expect(await page.locator('.action-cell button').count()).toBe(0);

    const next = async (change: Partial<Answers>, text: string): Promise<string> => {
      Object.assign(answers, change);
      await page.clock.runFor(3_000);
      await page.locator('.account', { hasText: text.slice(0, 40) }).waitFor();
      expect(await given.faults()).toEqual([]);
      return page.locator('.account').innerText();
    };
    const waiting = (waitingFor: NonNullable<RunAnswer['waitingFor']>): Partial<Answers> => ({
      run: run({ state: 'waiting', waitingFor }),
    });
    expect(await next(waiting('google'), words.google)).toContain(words.google);
    const opensAt = '2026-01-05T22:00:00.000Z';
    const closed = { overview: { proofWindow: { state: 'closed', opensAt } } } as const;
    expect(await next({ ...waiting('window'), ...closed }, words.window)).toContain(words.window);
    expect(await next(waiting('secure-ldap'), words.ldap)).toContain(words.ldap);
    expect(await page.locator('.rotation-note a').last().getAttribute('href')).toBe(
      `/networks?lang=${language}`,
    );

    const proof = { version: 3, result: 'unknown', code: 'ldap-busy' } as const;
    const busy = { ...account, proof: { ...proof, at: '2026-01-05T10:31:00.000Z' } };
    const failed = run({ state: 'finished', failed: 1 });
    expect(await next({ account: busy, run: failed }, words.busy)).toContain(words.busy);
    expect(await page.locator('.action-cell button').count()).toBe(2);
  });

  it.each([
    ['gone', { skipped: 1, skippedBy: { 'user-not-found': 1 } }],
    ['often', { skipped: 1, skippedBy: { 'too-many-refusals': 1 } }],
    ['failed', { failed: 1 }],
  ] as const)('when it ended without a result (%s)', async (which, counts) => {
    const page = await open({ account, run: run({ state: 'finished', ...counts }) }, words.locale);
    await page.getByRole('button', { name: words.prove }).click();
    await told(page, words.underWay);
    await page.clock.runFor(3_000);
    await page.locator('.rotation-note.is-bad').waitFor();
    expect(await note(page)).toContain(words[which]);
    expect(await note(page)).toMatch(/What to do|Que faire/);
  });

  it('when it did not start, or perhaps did', async () => {
    const page = await open({ account, run: run() }, words.locale);
    const type = 'urn:google-apps-passwords:problem:secure-ldap-not-configured';
    await page.route('**/v1/proofs', (route) => route.fulfill({ status: 409, json: { type } }));
    const prove = page.getByRole('button', { name: words.prove });
    await prove.click();
    await told(page, words.off);
    expect(await page.locator('.rotation-note a').getAttribute('href')).toContain('/networks');
    await page.route('**/v1/proofs', (route) => route.abort());
    await prove.click();
    await told(page, words.lost);
    expect(await given.faults()).toEqual([]);
  });

  it('to System Read Only, without a button', async () => {
    const proof = { version: 3, result: 'refused', at: AT } as const;
    const page = await open({ account: { ...account, proof }, run: run() }, words.locale, VIEWER);
    await page.locator('.account-failure.is-doubt').waitFor();
    expect(await page.locator('.account button').count()).toBe(0);
    expect(await page.locator('.account-failure').innerText()).toMatch(/What to do|Que faire/);
  });
});
