import { googleActivityLog } from '../../../functions/adapters/google/activity-log';
import { type Connection } from '../../../functions/domain/configuration/configuration';
import { epochMs } from '../../../functions/domain/time';
import { type ActivityLog } from '../../../functions/ports/activity-log';
import { connectedTo } from '../../fakes/google-connection';
import { ScriptedGoogle, withToken } from '../../fakes/scripted-google';

const server = new ScriptedGoogle(() => ({}));
let log: ActivityLog;
let connection: Connection;
beforeAll(async () => {
  const root = await server.start();
  const connected = await connectedTo(root);
  ({ connection } = connected);
  log = googleActivityLog({
    tokenUrl: `${root}token`,
    adminRootUrl: root,
    iamCredentialsRootUrl: root,
    keys: connected.keys,
    keylessBearer: () => Promise.resolve('ours'),
    clock: connected.clock,
  });
});
afterAll(() => server.stop());

const since = epochMs(Date.UTC(2026, 0, 1));
const answering = (body: unknown, status = 200): void => {
  server.answer = withToken(() => ({
    status,
    body: JSON.stringify(body),
    headers: { date: DATE },
  }));
};
const DATE = 'Thu, 01 Jan 2026 00:10:00 GMT';
const googleTime = Date.UTC(2026, 0, 1, 0, 10);

/** As recorded from Google (elastic/beats, google_workspace): one event in place of a list, a number as id. */
const RECORDED = {
  kind: 'admin#reports#activity',
  id: {
    time: '2020-10-02T15:00:00Z',
    uniqueQualifier: '7668763943331897972',
    applicationName: 'admin',
    customerId: '1',
  },
  actor: { callerType: 'USER', email: 'foo@bar.com', profileId: 1 },
  ownerDomain: 'elastic.com',
  ipAddress: '67.43.156.13',
  events: {
    type: 'USER_SETTINGS',
    name: 'CHANGE_PASSWORD',
    parameters: [{ name: 'USER_EMAIL', value: 'user@example.com' }],
  },
};
const SET = {
  id: 'admin 2020-10-02T15:00:00Z 7668763943331897972 0',
  event: 'password-set',
  at: 1601650800000,
  address: 'user@example.com',
  by: 'foo@bar.com',
};

test('asks for one event of all users since a moment, and reads what Google is known to answer', async () => {
  answering({
    items: [RECORDED, { ...RECORDED, events: [RECORDED.events] }, 'odd'],
    nextPageToken: 'A:7',
  });
  expect(await log.read(connection, { event: 'password-set', since })).toStrictEqual({
    kind: 'ok',
    value: { activities: [SET, SET], nextPageToken: 'A:7', googleTime },
  });
  expect(server.calls.at(-1)?.url).toBe(
    '/admin/reports/v1/activity/users/all/applications/admin?eventName=CHANGE_PASSWORD&startTime=2026-01-01T00%3A00%3A00.000Z&maxResults=1000',
  );
});

test('a person’s own change names them by id; a leak needs no actor, a change by nobody is left out', async () => {
  const { actor: _, ...nobody } = RECORDED;
  answering({ items: [{ ...RECORDED, events: [{ name: 'password_edit' }] }] });
  expect(await log.read(connection, { event: 'password-edited', since })).toMatchObject({
    value: { activities: [{ userId: '1', address: 'foo@bar.com', by: 'foo@bar.com' }] },
  });
  const parameters = [{ name: 'affected_email_address', value: 'user@example.com' }];
  const leak = { name: 'account_disabled_password_leak', parameters };
  answering({ items: [{ ...nobody, events: [leak] }] });
  expect(await log.read(connection, { event: 'password-leaked', since })).toMatchObject({
    value: { activities: [{ event: 'password-leaked', address: 'user@example.com' }] },
  });
  answering({ items: [nobody] });
  expect(await log.read(connection, { event: 'password-set', since })).toStrictEqual({
    kind: 'ok',
    value: { activities: [], googleTime },
  });
});

test.each([
  [403, 'insufficientPermissions', 'scope-insufficient'],
  [403, 'forbidden', 'not-authorized'],
  [503, 'backendError', 'google-unavailable'],
])('a refusal %d %s is %s', async (status, reason, code) => {
  answering(
    { error: { code: status, message: 'No.', errors: [{ reason, message: 'No.' }] } },
    status,
  );
  expect(await log.read(connection, { event: 'password-set', since })).toMatchObject({
    kind: 'failed',
    failure: { code },
  });
});
