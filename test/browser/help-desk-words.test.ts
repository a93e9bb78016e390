import { type AccountAnswer } from '../../functions/api/account';
import { type OverviewAnswer } from '../../functions/api/overview';
import { type RunAnswer } from '../../functions/api/run';
import { type Page } from 'playwright-core';
import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();

const AT = '2026-01-05T10:30:00.000Z';

const account = (
  name: string,
  status: AccountAnswer['status'],
  code: string,
  attempts: number,
): AccountAnswer => ({
  userId: name,
  primaryEmail: `${name}@example.com`,
  status,
  lastFailure: { code, message: 'It failed.', fix: 'Nothing.', at: AT, attempts },
});

const accounts = [
  account('parked', 'parked', 'google-unavailable', 5),
  account('again', 'active', 'google-unavailable', 1),
  account('admin', 'active', 'admin-account', 0),
  { ...account('soon', 'active', 'platform-failed', 2), retryAt: '2099-01-05T10:30:00.000Z' },
  { ...account('broken', 'unreadable', 'record-unreadable', 1), primaryEmail: '' },
];

const drifted: AccountAnswer = {
  ...account('drifted', 'parked', 'contested', 0),
  drift: { at: AT, by: 'tool@example.com', source: 'activity-log' },
};

const foreign: AccountAnswer = {
  userId: 'foreign',
  primaryEmail: 'foreign@example.com',
  status: 'active',
  version: 2,
  drift: { at: AT, source: 'activity-log' },
};

const refused: AccountAnswer = {
  ...account('refused', 'active', 'not-authorized', 0),
  drift: { at: AT, source: 'proof' },
};

const ofOne: RunAnswer = {
  runId: 'run-1',
  kind: 'rotate',
  scope: { userKeys: ['parked@example.com'] },
  state: 'finished',
  startedAt: AT,
  startedBy: 'help-desk@example.com',
  finishedAt: AT,
  total: 1,
  done: 0,
  failed: 0,
  parked: 1,
  skipped: 0,
  skippedBy: {},
};

const overview: OverviewAnswer = {
  at: AT,
  accounts: { active: 2, unconfirmed: 0, parked: 1, revoked: 0, 'no-password': 0 },
  runs: [ofOne],
  lastRun: ofOne,
  dueNow: 0,
  dueNext24Hours: 0,
  overdue: 0,
  retrying: 1,
  drifted: 0,
  devices: { behind: 0, waiting: 0 },
  lastFailures: accounts,
  proofs: { proved: 0, doubted: 0, unproved: 2 },
  pace: { perSecond: 25, ceilingPerSecond: 25 },
  paused: false,
};

/** Opens a page over answers of ours. */
async function open(path: string, locale: string): Promise<Page> {
  await given.connect();
  return given.open({
    path,
    timezoneId: 'UTC',
    locale,
    before: async (page) => {
      await page.route('**/v1/overview', (route) => route.fulfill({ json: overview }));
      await page.route('**/v1/accounts**', (route) =>
        route.fulfill({ json: { accounts: [...accounts, drifted, foreign, refused] } }),
      );
    },
  });
}

const WORDS = {
  en: {
    locale: 'en-GB',
    rotate: 'What to do: Rotate this user’s password now.',
    byItself: 'What to do: Nothing. The service tries again automatically.',
    parked: 'Parked after attempt 5, 5 Jan 2026, 10:30',
    again: 'Attempt 1, 5 Jan 2026, 10:30',
    ofOne: '1 user',
    leftAlone: 'Skipped, 5 Jan 2026, 10:30',
    nextTry: 'Next attempt 5 Jan 2099, 10:30',
    drifted: [
      'tool@example.com changed the password at Google on 5 Jan 2026, 10:30. The stored one no longer works',
      'two changes within seven days',
      'What to do: Stop the other tool from writing this user’s password, then rotate the password now.',
    ],
    everyWeek: 'one attempt a week',
    rotateDrifted: 'Rotate the password now. That ends',
    foreign: [
      'Somebody else changed the password at Google on 5 Jan 2026, 10:30. The stored one no longer works',
      'What to do: Rotate the password now. That ends the present one at Google.',
    ],
    byPolicy: 'What to do: Nothing. As the policy says, this service soon sets a new one by itself',
    refused:
      'Secure LDAP has refused the stored password since 5 Jan 2026, 10:30, although it worked before.',
    unreadable: ['Unknown address', 'Unreadable', 'This user’s record cannot be read'],
  },
  fr: {
    locale: 'fr-FR',
    rotate: 'Que faire\u00a0: Renouvelez maintenant le mot de passe de cet utilisateur.',
    byItself: 'Que faire\u00a0: Rien. Le service réessaie automatiquement.',
    parked: 'Mis de côté après la tentative 5, 5 janv. 2026, 10:30',
    again: 'Tentative 1, 5 janv. 2026, 10:30',
    ofOne: '1 utilisateur',
    leftAlone: 'Ignoré, 5 janv. 2026, 10:30',
    nextTry: 'Prochaine tentative le 5 janv. 2099, 10:30',
    drifted: [
      'tool@example.com a modifié le mot de passe chez Google le 5 janv. 2026, 10:30. Celui qui est conservé',
      'deux modifications en sept jours',
      'Que faire\u00a0: Faites en sorte que l’autre outil n’écrive plus le mot de passe de cet utilisateur',
    ],
    everyWeek: 'une tentative par semaine',
    rotateDrifted: 'Renouvelez le mot de passe maintenant. Celui',
    foreign: [
      'Quelqu’un d’autre a modifié le mot de passe chez Google le 5 janv. 2026, 10:30. Celui qui est conservé',
      'Que faire\u00a0: Renouvelez le mot de passe maintenant.',
    ],
    byPolicy: 'Que faire\u00a0: Rien. Conformément à la politique, ce service en définit bientôt',
    refused:
      'Depuis le 5 janv. 2026, 10:30, le LDAP sécurisé refuse le mot de passe conservé, qui fonctionnait auparavant.',
    unreadable: ['Adresse inconnue', 'Illisible', 'La fiche de cet utilisateur est illisible'],
  },
} as const;

describe.each(['en', 'fr'] as const)('the help desk reads (%s)', (language) => {
  const words = WORDS[language];

  it('on the page Rotation who has to act, and who was not even tried', async () => {
    const page = await open('/rotation', words.locale);
    const failure = (user: string): Promise<string> =>
      page.locator(`.failure[data-key="${user}"]`).innerText();
    expect(await failure('parked')).toContain(words.rotate);
    expect(await failure('parked')).toContain(words.parked);
    expect(await failure('again')).toContain(words.byItself);
    expect(await failure('again')).toContain(words.again);
    expect(await failure('admin')).toContain(words.leftAlone);
    expect(await failure('admin')).not.toMatch(/Attempt|Tentative/);
    expect(await failure('soon')).toContain(words.nextTry);
    expect(await failure('broken')).toContain(words.unreadable[2]);
    expect(await given.faults()).toEqual([]);
  });

  it('in the history that a run was for one user', async () => {
    const page = await open('/rotation', words.locale);
    const who = page.locator('.history tbody tr').getByText(words.ofOne, { exact: true });
    await who.waitFor();
    expect(await page.locator('#now .run .summary-text').innerText()).toContain(words.ofOne);
  });

  it('on the page Users who has to act', async () => {
    const page = await open('/accounts', words.locale);
    const row = (user: string): Promise<string> =>
      page.locator(`.account[data-user="${user}"]`).innerText();
    expect(await row('parked')).toContain(words.rotate);
    expect(await row('again')).toContain(words.byItself);
    expect(await row('soon')).toContain(words.nextTry);
    for (const part of words.drifted) expect(await row('drifted')).toContain(part);
    expect(await row('drifted')).not.toContain(words.rotateDrifted); // the other tool comes first
    expect(await row('drifted')).not.toContain(words.everyWeek); // nothing is set by itself
    for (const part of words.foreign) expect(await row('foreign')).toContain(part);
    expect(await row('refused')).toContain(words.refused);
    expect(await given.faults()).toEqual([]);
  });

  it('on the page Users that a record can’t be read, and can do nothing with it', async () => {
    const page = await open('/accounts', words.locale);
    const row = page.locator('.account[data-user="broken"]');
    for (const part of words.unreadable) expect(await row.innerText()).toContain(part);
    expect(await row.getByRole('button').count()).toBe(0);
    expect(await page.locator('.action-cell button').count()).toBe(7);
  });

  it('on the page Users that the policy has a password replaced', async () => {
    await given.policy({ onDrift: 'reissue' });
    const page = await open('/accounts', words.locale);
    const row = await page.locator('.account[data-user="foreign"]').innerText();
    expect(row).toContain(words.byPolicy);
    expect(row).not.toContain(words.rotateDrifted);
  });
});
