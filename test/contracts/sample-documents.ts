import { type Account, ciphertext, userId } from '../../functions/domain/account';
import { type Configuration } from '../../functions/domain/configuration/configuration';
import { type PasswordEvent } from '../../functions/domain/event';
import { type Lane } from '../../functions/domain/runs/lane';
import { type BindPace } from '../../functions/domain/proofs/bind-pace';
import { type Pace } from '../../functions/domain/pace/pace';
import { epochMs } from '../../functions/domain/time';
import { type AccountStore } from '../../functions/ports/account-store';
import { type ConfigurationStore } from '../../functions/ports/configuration-store';
import { type Outbox } from '../../functions/ports/outbox';
import { sampleNetworks } from './sample-networks';

/** The stores of one deployment over one database: the suites check a write from all three sides. */
export type Stores = {
  readonly accounts: AccountStore;
  readonly configurations: ConfigurationStore;
  readonly outbox: Outbox;
};

/**
 * Returns stores over an empty database. The caller that provides this function also closes and removes it.
 */
export type NewStores = () => Promise<Stores>;

/** An account with only the fields that every account has. */
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

/** An account with all optional fields. */
export const fullAccount: Account = {
  userId: userId('100000000000000000007'),
  primaryEmail: 'zoë.o’neill+sync@bücher.example',
  status: 'unconfirmed',
  current: {
    version: 3,
    ciphertext: ciphertext('Y3VycmVudA=='),
    createdAt: epochMs(1699999999000),
    setAt: epochMs(1700000000123),
  },
  candidates: [
    {
      version: 4,
      ciphertext: ciphertext('Zmlyc3Q='),
      createdAt: epochMs(1700000100456),
      sent: true,
      refused: true,
      purpose: 'set',
      askedBy: 'mdm@example.com',
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
  retryAt: epochMs(1700001800999),
  wantedSince: epochMs(1699999000000),
  wantedBy: 'schedule',
  leakedAt: epochMs(1699998000000),
  failures: 2,
  outages: 3,
  orgUnitPath: '/Élèves/6e',
  goneSince: epochMs(1700000300000),
  adminSeenAt: epochMs(1700000310000),
  customerId: 'C03az79cb',
  leftAtGoogle: true,
  revokedAt: epochMs(1700000299000),
  lastMet: {
    runId: '20231114T221640000Z-0a1b2c3d',
    result: 'failed',
    code: 'no-answer',
    former: ['20231114T221500000Z-0a1b2c3d'],
  },
  proof: {
    version: 3,
    result: 'unknown',
    code: 'ldap-quota',
    at: epochMs(1700000310001),
    hasWorked: true,
    refusals: { first: epochMs(1700000305001), count: 2 },
  },
  sends: [{ from: epochMs(1700000300001), until: epochMs(1700000300002) }],
  drift: {
    at: epochMs(1700000320001),
    by: 'help-desk@example.com',
    source: 'activity-log',
    contested: true,
  },
  foreignChanges: [{ id: 'admin 2023-11-14T22:18:40.001Z 7 0', at: epochMs(1700000320001) }],
  refusedBinds: [epochMs(1700000310002), epochMs(1700000310003)],
  proofHeldUntil: epochMs(1700086710004),
  devices: [
    {
      deviceId: 'F2LVX0ABCD',
      version: 3,
      state: 'failed',
      name: 'Zoë’s iPad',
      platform: 'iPadOS 17',
      at: epochMs(1700000310005),
    },
    { deviceId: 'b/2', version: 2, state: 'installed', at: epochMs(1700000310006) },
  ],
  leftDevices: [{ deviceId: 'b/3', at: epochMs(1700000310008) }],
  heldForDevices: true,
  freedAt: epochMs(1702678400123),
  askedRotation: { at: epochMs(1699999000000), by: 'mdm@example.com' },
  announceFrom: epochMs(1700000400001),
  announcedTurn: epochMs(1702592000123),
  rotationRequests: [{ keyHash: '9f86d081884c7d65', version: 4 }],
  ownRotations: [{ version: 4, at: epochMs(1700000100456) }],
  ownBinds: [{ version: 3, at: epochMs(1700000310007) }],
  revision: 0,
};

/** A configuration with all optional fields. */
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
    acceptedAt: epochMs(1700000000001),
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
    proveEveryDays: 14,
    proofWindow: { days: ['sunday'], from: '01:00', to: '04:30', timeZone: 'Europe/Paris' },
    onDrift: 'reissue',
    selfService: { enabled: true, rotationsPerDay: 5 },
    holdForDevices: 7,
    announceHours: 48,
    retentionHours: 24,
    style: 'groups',
    overrides: [
      { orgUnitPath: '/Élèves', length: 30, alphabet: 'abcdefghjk', style: 'characters' },
      { orgUnitPath: '/Staff', periodDays: 0, retentionHours: 72 },
    ],
    autoIssueOrgUnitPaths: ['/Staff/Paris'],
  },
  retiredKeyVersions: [{ version: '1', retiredAt: epochMs(1700000000001) }],
  secureLdap: {
    keyVersion: '7',
    fingerprint: '6bfe44889ced7b7e75ef1cc1cf801bd285c590c541a7c09ded83cfcb3091dfa9',
    notBefore: epochMs(1690000000000),
    notAfter: epochMs(1784694400000),
    bindName: 'dn',
    uploadedAt: epochMs(1700000000004),
    verification: {
      state: 'failing',
      checkedAt: epochMs(1700000000005),
      links: [
        {
          id: 'ldap-certificate',
          state: 'ok',
          code: 'ldap-certificate-expiring',
          message: 'The certificate expires on 2026-07-22.',
          fix: 'Generate a new one.',
        },
        { id: 'ldap-connect', state: 'ok' },
        { id: 'ldap-bind', state: 'failing', code: 'ldap-certificate' },
      ],
    },
    binds: {
      worked: true,
      failure: 'ldap-certificate',
      again: true,
      unanswered: [userId('100000000000000000007'), userId('100000000000000000008')],
      manyRefusedAt: epochMs(1699990000000),
    },
    customerId: 'C03az79cb',
    warnedDays: 30,
  },
  retiredLdapKeyVersions: [{ version: '6', retiredAt: epochMs(1700000000004) }],
  networks: sampleNetworks,
  customerId: 'C03az79cb',
  connectedAt: epochMs(1700000000003),
  activityLog: {
    connectedAt: epochMs(1700000000003),
    state: 'failing',
    code: 'not-authorized',
    readUntil: epochMs(1700000000006),
    lookedBackAt: epochMs(1700000000005),
    clockSetAt: epochMs(1690000000006),
  },
  formerActors: [{ address: 'admin@example.com', until: epochMs(1690000000003) }],
  updatedAt: epochMs(1700000000003),
  updatedBy: 'system-management@example.com',
  periodChangedAt: epochMs(1700000000003),
  disconnectedAt: epochMs(1690000000003),
  revision: 41,
};

/** A lane with all optional fields. */
export const fullLane: Lane = {
  lease: { holder: '5b0cfd3a-3d5b-4a4f-8f0e-2f6a1f1f7a11', until: epochMs(1767225760000) },
  refused: { calls: 4, updates: 9, known: 3, connectedAt: epochMs(1767225500000) },
  listedUsers: 10_000,
  upkeep: { purpose: 'due-dates', place: 'eyJhIjoxfQ', done: true },
  retentionLook: {
    rules: '[0,["/staff",24]]',
    until: epochMs(1767225603000),
    allAt: epochMs(1767225600000),
  },
  unitLook: { begunAt: epochMs(1767225601000), place: 'token' },
  issueLooks: [
    {
      unit: '/staff',
      connectedAt: epochMs(1767225601000),
      begunAt: epochMs(1767225602000),
      isFirst: true,
      digest: '1f',
      runId: 'run',
      left: { place: 'token', digest: '2e' },
    },
  ],
};

/** A pace with all optional fields. */
export const fullPace: Pace = {
  callsPerSecond: 9.75,
  pausedUntil: epochMs(1767225601500),
  refusals: 2,
  updatedAt: epochMs(1767225600500),
};

/** A pace of binds with all optional fields. */
export const fullBindPace: BindPace = {
  runsAt: epochMs(1767225601333),
  waitedAt: epochMs(1767225602000),
  nextAt: epochMs(1767225601260),
  recent: [epochMs(1767225600333), epochMs(1767225600920)],
  pausedUntil: epochMs(1767225660000),
};

/** An event with only its required fields. */
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
