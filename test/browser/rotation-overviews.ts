import { type AccountAnswer } from '../../functions/api/account';
import { type OverviewAnswer } from '../../functions/api/overview';
import { type RunAnswer } from '../../functions/api/run';
import { type RunWait } from '../../functions/domain/runs/run';

/** When each of these overviews was read. */
export const AT = '2026-01-05T10:30:00.000Z';
const LONG = 'bartholomew.featherstonehaugh-cholmondeley@subsidiary.of.example.com';

const run = (more: Partial<RunAnswer>): RunAnswer => ({
  runId: 'run-1',
  kind: 'rotate',
  scope: 'due',
  state: 'running',
  startedAt: '2026-01-05T10:00:00.000Z',
  startedBy: 'schedule',
  total: 1240,
  done: 480,
  failed: 3,
  parked: 1,
  skipped: 31,
  skippedBy: { 'user-suspended': 30, 'admin-account': 1 },
  estimatedSecondsLeft: 1_740,
  ...more,
});

const ended = run({
  runId: 'run-0',
  scope: { orgUnitPath: '/Employees/Sales and Marketing/Europe, Middle East and Africa' },
  startedBy: LONG,
  state: 'finished',
  startedAt: '2026-01-04T10:00:00.000Z',
  finishedAt: '2026-01-04T12:14:00.000Z',
  total: 9,
  done: 9,
  failed: 0,
  parked: 0,
  skipped: 0,
  skippedBy: {},
});

export const overview = (more: Partial<OverviewAnswer>): OverviewAnswer => ({
  at: AT,
  accounts: { active: 1198, unconfirmed: 2, parked: 3, revoked: 41, 'no-password': 0 },
  runs: [],
  dueNow: 0,
  dueNext24Hours: 42,
  overdue: 0,
  retrying: 0,
  drifted: 0,
  devices: { behind: 0, waiting: 0 },
  lastFailures: [],
  proofs: { proved: 0, doubted: 0, unproved: 1198 },
  pace: { perSecond: 25, ceilingPerSecond: 25 },
  paused: false,
  ...more,
});

/** One run under way, and one that ended before. */
export const running = (more: Partial<RunAnswer> = {}): OverviewAnswer =>
  overview({ runs: [run(more), ended], lastRun: ended });

export const failures: readonly AccountAnswer[] = Array.from({ length: 7 }, (_, number) => ({
  userId: String(number),
  primaryEmail: number === 1 ? LONG : `user${number}@example.com`,
  status: number === 0 ? 'parked' : 'active',
  retryAt: `2026-01-05T1${number}:45:00.000Z`,
  lastFailure: {
    code: number === 2 ? 'delegation-missing' : 'user-busy',
    message: 'It failed.',
    fix: 'Nothing.',
    at: AT,
    attempts: number + 1,
  },
}));

const unreadable: AccountAnswer = {
  userId: '104857600000000000001',
  primaryEmail: '',
  status: 'unreadable',
  lastFailure: {
    code: 'record-unreadable',
    message: 'It failed.',
    fix: 'Nothing.',
    at: AT,
    attempts: 1,
  },
};

/** The run under way waits, and nobody knows how long. */
export const waiting = (waitingFor: RunWait, more: Partial<RunAnswer> = {}): OverviewAnswer => {
  const { estimatedSecondsLeft: _, ...held } = run({ state: 'waiting', waitingFor, ...more });
  return overview({ runs: [held, ended], lastRun: ended });
};

/** First passwords for everybody: nobody knows how many there will be. */
const issuing = (more: Partial<RunAnswer> = {}): RunAnswer => {
  const { estimatedSecondsLeft: _, ...issue } = run({ kind: 'issue', scope: 'all', ...more });
  const startedBy = 'system-management@example.com';
  return { ...issue, startedBy, total: 37, done: 30, failed: 2, parked: 0, skipped: 5 };
};

const stopped = run({ state: 'stopped', stopReason: 'first-wave-failed', finishedAt: AT });

const issued = issuing({
  state: 'finished',
  finishedAt: AT,
  skippedBy: { 'password-revoked': 4, 'has-password': 1 },
});
const cut = run({ state: 'stopped', stopReason: 'disconnected', finishedAt: AT });

/** Each way in which rotation can stand, and words that only this one has. */
export const STATES: readonly (readonly [string, OverviewAnswer, string])[] = [
  [
    'waiting for Google',
    {
      ...waiting('google'),
      pace: { perSecond: 2, ceilingPerSecond: 25, pausedUntil: AT },
    },
    'at the moment. Google refuses calls because of a rate limit. The next call is at 10:30:00',
  ],
  ['running', running(), 'about 29 minutes left'],
  ['over a list', running({ scope: { userKeys: ['1', '2'] } }), '515 of 1,240 (41%)'],
  ['over a unit', running({ scope: { orgUnitPath: '/Sales' }, total: 515 }), '515 so far'],
  ['giving first passwords', overview({ runs: [issuing(), ended] }), 'Passwords issued'],
  [
    'done giving first passwords',
    overview({ runs: [issued], lastRun: issued }),
    'only a list of users',
  ],
  ['ended by a disconnection', overview({ runs: [cut], lastRun: cut }), 'was disconnected.'],
  [
    'waiting for the hours of the policy',
    {
      ...waiting('window'),
      window: { state: 'closed', opensAt: '2026-01-05T22:00:00.000Z' },
    },
    'They start 5 Jan 2026, 22:00 UTC.',
  ],
  ['waiting for the connection', waiting('configuration'), 'Fix what the connection checks'],
  [
    'stopped by itself',
    overview({
      runs: [stopped],
      lastRun: stopped,
      dueNow: 1_200,
      heldUntil: '2026-01-05T16:30:00.000Z',
      lastFailures: failures,
    }),
    'Scheduled rotation waits until 5 Jan 2026, 16:30 UTC',
  ],
  ['idle after a run', overview({ runs: [ended], lastRun: ended }), 'Duration: 2h 14m'],
  ['paused', overview({ paused: true, dueNow: 1 }), 'pauses scheduled rotation. 1 user is due.'],
  [
    'refused by Google for too many calls',
    overview({ pace: { perSecond: 7.5, ceilingPerSecond: 25, pausedUntil: AT } }),
    'The next call is at 10:30:00 at the earliest.',
  ],
  ['trying again', overview({ retrying: 3 }), 'The service tries again automatically.'],
  ['to try again', overview({ lastFailures: failures }), 'Next attempt 5 Jan 2026, 10:45'],
  [
    'trying again, paused',
    overview({ retrying: 3, paused: true }),
    'The policy pauses the next one.',
  ],
  ['without a record', overview({ lastFailures: [unreadable] }), 'Record unreadable'],
  [
    'with proofs and drift',
    overview({
      proofs: { proved: 1_120, doubted: 6, unproved: 72 },
      drifted: 4,
      secureLdap: { state: 'ok', notAfter: '2028-01-05T00:00:00.000Z' },
    }),
    'In doubt\n6\n',
  ],
  [
    'with a certificate for proofs that expires',
    overview({ secureLdap: { state: 'ok', notAfter: '2026-01-20T10:30:00.000Z' } }),
    'The certificate for Secure LDAP expires in 15 days.',
  ],
  [
    'with a certificate for proofs that has expired',
    overview({ secureLdap: { state: 'failing', notAfter: '2026-01-05T10:00:00.000Z' } }),
    'The certificate for Secure LDAP has expired',
  ],
  [
    'without proofs, since Secure LDAP fails',
    overview({
      secureLdap: {
        state: 'failing',
        notAfter: '2028-01-05T00:00:00.000Z',
        code: 'ldap-unreachable',
      },
    }),
    'Secure LDAP does not work, so no password is proved at the moment.',
  ],
  [
    'proving, outside its hours',
    {
      ...waiting('window', { kind: 'prove', scope: 'all', startedBy: 'someone@example.com' }),
      window: { state: 'closed', opensAt: '2026-01-05T22:00:00.000Z' },
      proofWindow: { state: 'closed', opensAt: '2026-01-06T01:00:00.000Z' },
    },
    'They start 6 Jan 2026, 01:00 UTC.',
  ],
  [
    'proving, without Secure LDAP',
    waiting('secure-ldap', { kind: 'prove' }),
    'See the checks of Secure LDAP',
  ],
  [
    'due and overdue',
    overview({ dueNow: 2, overdue: 1 }),
    '2 users are due. Scheduled rotation starts',
  ],
];
