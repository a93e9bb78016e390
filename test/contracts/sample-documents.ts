import { type Account, ciphertext, userId } from '../../functions/domain/account';
import { type Configuration } from '../../functions/domain/configuration/configuration';
import { type PasswordEvent } from '../../functions/domain/event';
import { type Pace } from '../../functions/domain/rotation/pace';
import { type Run } from '../../functions/domain/rotation/run';
import { epochMs } from '../../functions/domain/time';
import { type AccountStore } from '../../functions/ports/account-store';
import { type ConfigurationStore } from '../../functions/ports/configuration-store';
import { type Outbox } from '../../functions/ports/outbox';

/** What one deployment keeps, over one database: the suites look at a write from all three sides. */
export type Stores = {
  readonly accounts: AccountStore;
  readonly configurations: ConfigurationStore;
  readonly outbox: Outbox;
};

/** Gives stores over an empty database; whoever hands this in also closes and removes it. */
export type NewStores = () => Promise<Stores>;

/** An account that has nothing but what every account has. */
export const bareAccount = (id: string, more: Partial<Account> = {}): Account => ({
  userId: userId(id),
  primaryEmail: `user${id}@example.com`,
  status: 'no-password',
  candidates: [],
  lastVersion: 0,
  rotationRequests: [],
  revision: 0,
  ...more,
});

/** An account in which every field that may be absent is there. */
export const fullAccount: Account = {
  userId: userId('100000000000000000007'),
  primaryEmail: 'zoë.o’neill+sync@bücher.example',
  status: 'unconfirmed',
  current: { version: 3, ciphertext: ciphertext('Y3VycmVudA=='), setAt: epochMs(1700000000123) },
  candidates: [
    {
      version: 4,
      ciphertext: ciphertext('Zmlyc3Q='),
      createdAt: epochMs(1700000100456),
      sent: true,
      refused: true,
      purpose: 'set',
    },
    {
      version: 5,
      ciphertext: ciphertext('c2Vjb25k'),
      createdAt: epochMs(1700000200789),
      sent: false,
      refused: false,
      purpose: 'scramble',
    },
  ],
  lease: { holder: '5b0cfd3a-3d5b-4a4f-8f0e-2f6a1f1f7a11', until: epochMs(1700000260000) },
  quarantineUntil: epochMs(1700000320000),
  nextRotationAt: epochMs(1702592000123),
  lastVersion: 5,
  lastFailure: { code: 'no-answer', at: epochMs(1700000200999), attempts: 2 },
  mark: {
    runId: '20231114T221640000Z-0a1b2c3d',
    outcome: 'failed',
    code: 'no-answer',
    attempts: 2,
  },
  rotationRequests: [{ keyHash: '9f86d081884c7d65', version: 4 }],
  revision: 0,
};

/** A configuration in which every field that may be absent is there. */
export const fullConfiguration: Configuration = {
  connection: {
    adminUsername: 'admin@example.com',
    credential: {
      kind: 'key',
      keyVersion: '2',
      clientId: '117000000000000000001',
      clientEmail: 'sync@project-1.iam.gserviceaccount.com',
      projectId: 'project-1',
      keyId: '0123456789abcdef',
      uploadedAt: epochMs(1700000000001),
    },
  },
  verification: {
    state: 'failing',
    checkedAt: epochMs(1700000000002),
    links: [
      { id: 'key', state: 'ok' },
      {
        id: 'delegation',
        state: 'failing',
        code: 'delegation-missing',
        message: 'Google does not let this service account act in the domain.',
        fix: 'Authorise the client id.',
        url: 'https://admin.google.com/ac/owl/domainwidedelegation',
      },
      { id: 'api', state: 'not-reached' },
    ],
  },
  policy: {
    length: 16,
    alphabet: 'abcdefghjk"\\<>',
    periodDays: 7,
    window: { days: ['monday', 'sunday'], from: '22:00', to: '05:30', timeZone: 'Europe/Paris' },
    paused: true,
    orgUnitPaths: ['/Élèves', '/Staff/Paris'],
    retryBudget: 3,
    firstWave: { size: 0, stopAtFailedShare: 0.25 },
  },
  retiredKeyVersions: [{ version: '1', retiredAt: epochMs(1700000000001) }],
  connectedAt: epochMs(1700000000003),
  updatedAt: epochMs(1700000000003),
  updatedBy: 'system-management@example.com',
  revision: 41,
};

/** A run that has nothing but what every run has; due accounts, started by the schedule, running. */
export const bareRun = (runId: string, startedAt: number, more: Partial<Run> = {}): Run => ({
  runId,
  scope: 'due',
  state: 'running',
  startedAt: epochMs(startedAt),
  startedBy: 'schedule',
  pass: 1,
  passStartedAt: epochMs(startedAt),
  enqueued: 0,
  skipped: {},
  unmarked: 0,
  left: 0,
  ...more,
});

/** A run in which every field that may be absent is there. */
export const fullRun: Run = {
  runId: '20260101T000000123Z-0a1b2c3d',
  scope: { userKeys: ['zoë@bücher.example', '100000000000000000007'] },
  state: 'planning',
  startedAt: epochMs(1767225600123),
  startedBy: 'system-management@example.com',
  pass: 2,
  passStartedAt: epochMs(1767225700000),
  cursor: 'eyJhIjoxfQ',
  page: {
    decidedAt: epochMs(1767225699000),
    tasks: [
      { userId: userId('100000000000000000007') },
      { userId: userId('100000000000000000008') },
    ],
    skips: [
      { userId: userId('100000000000000000009'), reason: 'admin-account' },
      { reason: 'no-password' },
    ],
    next: 'eyJhIjoyfQ',
  },
  enqueued: 9_500,
  skipped: { 'user-suspended': 12, 'no-password': 1 },
  unmarked: 1,
  left: 3,
  listedUsers: 10_000,
  waitingFor: 'queue',
  progress: { marked: 40, at: epochMs(1767225701000) },
  followUpAt: epochMs(1767225702000),
  stopReason: 'first-wave-failed',
  finishedAt: epochMs(1767225703000),
  result: { done: 1, failed: 2, parked: 3, skipped: 4 },
  lease: { holder: '5b0cfd3a-3d5b-4a4f-8f0e-2f6a1f1f7a11', until: epochMs(1767225760000) },
};

/** A pace in which every field that may be absent is there. */
export const fullPace: Pace = {
  callsPerSecond: 9.75,
  pausedUntil: epochMs(1767225601500),
  refusals: 2,
  updatedAt: epochMs(1767225600500),
};

/** An event with the fields that it must have. */
export const event = (
  id: string,
  at: number,
  more: Partial<PasswordEvent> = {},
): PasswordEvent => ({
  id,
  type: 'password.issued',
  at: epochMs(at),
  ...more,
});
