import { GOOGLE_FAILURES } from '../../../functions/domain/google-failure';
import { epochMs } from '../../../functions/domain/time';
import { type VerificationLink } from '../../../functions/domain/configuration/verification';
import { verifyConnection } from '../../../functions/domain/configuration/verify-connection';
import { verificationText } from '../../../functions/domain/configuration/verification-texts';
import { type SimulatedWorkspace } from '../../../local/workspace/simulated-workspace';
import {
  type Connected,
  connectedTo,
  KEYLESS,
  registeredKeyFile,
} from '../../fakes/google-connection';
import { RunningWorkspace } from '../../local/workspace/running-workspace';

let running: RunningWorkspace;
let workspace: SimulatedWorkspace;
let connected: Connected;

beforeEach(async () => {
  running = await RunningWorkspace.start({ users: 12 });
  workspace = running.workspace;
  connected = await connectedTo(`${running.url}/`, { keyFile: registeredKeyFile(workspace) });
});
afterEach(() => running.stop());

const whose = (connection = connected.connection, connectedAt?: number) =>
  verifyConnection(
    { probe: connected.google, clock: connected.clock },
    connection,
    connectedAt === undefined ? undefined : epochMs(connectedAt),
  );
const verify = async (...given: Parameters<typeof whose>) => (await whose(...given)).verification;
const states = async (connection = connected.connection): Promise<string> =>
  (await verify(connection)).links
    .map(({ id, state, code }) => `${id} ${state}${code ? ` ${code}` : ''}`)
    .join(', ');
const brokenLink = (links: readonly VerificationLink[]): VerificationLink =>
  links.find(({ state }) => state === 'failing' || state === 'waiting')!;
const changeAdmin = (change: object): void => {
  const { state } = workspace.google;
  state.putUser({ ...state.users.find('admin@example.com')!, ...change });
};
const refuse = (operation: 'token' | 'users.get' | 'users.list', fault: object): void => {
  workspace.wire.faults.set([
    { operations: [operation], fault: { kind: 'error', status: 503, ...fault } as never },
  ]);
};

const ALL_OK = 'key ok, clock ok, sign-in ok, delegation ok, api ok, admin ok, users ok';

describe('a connection that works', () => {
  it('is ok in every link', async () => {
    const verification = await verify();
    expect(verification).toStrictEqual({
      state: 'ok',
      checkedAt: connected.clock.now(),
      links: [
        { id: 'key', state: 'ok' },
        { id: 'clock', state: 'ok' },
        { id: 'sign-in', state: 'ok' },
        { id: 'delegation', state: 'ok' },
        { id: 'api', state: 'ok' },
        { id: 'admin', state: 'ok' },
        { id: 'users', state: 'ok' },
      ],
    });
  });

  it('is ok without a key', async () => {
    const { keyless, runtimeAccessToken } = workspace;
    connected = await connectedTo(`${running.url}/`, {
      keylessBearer: () => Promise.resolve(runtimeAccessToken),
    });
    const credential = { kind: 'keyless' as const, ...keyless };
    expect(await states({ adminUsername: 'admin@example.com', credential })).toBe(ALL_OK);
  });

  it('is ok for a delegated admin', async () => {
    changeAdmin({ isAdmin: false, isDelegatedAdmin: true });
    expect(await states()).toBe(ALL_OK);
  });

  it('changes nothing at Google', async () => {
    await verify();
    expect(workspace.wire.statistics.report().calls).toMatchObject({
      'users.update': 0,
      'users.patch': 0,
    });
  });
});

describe('a failing link is named, and links that could not be checked are not reached', () => {
  it('a key that is missing from the vault', async () => {
    const { credential } = connected.connection;
    if (credential.kind === 'key') await connected.keys.disable(credential.keyVersion);
    expect(await states()).toBe(
      'key failing key-unreadable, clock not-reached, sign-in not-reached, delegation not-reached, api not-reached, admin not-reached, users not-reached',
    );
  });

  it('a clock that is off, once Google refuses the sign-in for it', async () => {
    workspace.clockOffsetMs = -6 * 60_000;
    expect(await states()).toBe(
      'key ok, clock failing clock-skewed, sign-in not-reached, delegation not-reached, api not-reached, admin not-reached, users not-reached',
    );
    workspace.clockOffsetMs = -5 * 60_000 - 20_000; // the assertion is backdated by half a minute
    expect(await states()).toBe(ALL_OK);
  });

  it('a clock that is off behind a refusal that has no other reason', async () => {
    workspace.clockOffsetMs = 10 * 60_000;
    refuse('token', { status: 400, body: '{"error":"invalid_grant"}' });
    expect(await states()).toContain('key ok, clock failing clock-skewed, sign-in not-reached');
    workspace.clockOffsetMs = 0;
    expect(await states()).toContain('key ok, clock ok, sign-in failing token-refused');
  });

  it.each([
    ['the sign-in works', ALL_OK, () => undefined],
    [
      'the delegation is missing',
      'key ok, clock ok, sign-in ok, delegation failing delegation-missing, api not-reached, admin not-reached, users not-reached',
      () => {
        workspace.google.state.delegation.clear();
      },
    ],
    [
      'Google is out of order',
      'key ok, clock not-reached, sign-in failing google-unavailable, delegation not-reached, api not-reached, admin not-reached, users not-reached',
      () => {
        refuse('token', {});
      },
    ],
  ])('not the clock for a date ten minutes off while %s', async (_name, expected, arrange) => {
    workspace.clockOffsetMs = 10 * 60_000;
    arrange();
    expect(await states()).toBe(expected);
  });

  it('no answer at all: the clock is unknown too', async () => {
    workspace.wire.faults.set([{ operations: ['token'], fault: { kind: 'lost-request' } }]);
    expect(await states()).toBe(
      'key ok, clock not-reached, sign-in failing no-answer, delegation not-reached, api not-reached, admin not-reached, users not-reached',
    );
  });

  it('a key that was deleted at Google', async () => {
    const { keyAccount } = workspace.google;
    for (const { keyId } of keyAccount.keys) keyAccount.removeKey(keyId);
    expect(await states()).toBe(
      'key ok, clock ok, sign-in failing key-rejected, delegation not-reached, api not-reached, admin not-reached, users not-reached',
    );
  });

  it.each([
    ['deleted', 'service-account-gone'],
    ['disabled', 'client-disabled'],
  ] as const)('a service account that is %s', async (state, code) => {
    workspace.google.keyAccount.state = state;
    expect(await states()).toContain(`sign-in failing ${code}, delegation not-reached`);
  });

  it('a delegation that is missing', async () => {
    workspace.google.state.delegation.clear();
    expect(await states()).toBe(
      'key ok, clock ok, sign-in ok, delegation failing delegation-missing, api not-reached, admin not-reached, users not-reached',
    );
  });

  it('an API that is off', async () => {
    workspace.google.state.adminApiEnabled = false;
    expect(await states()).toBe(
      'key ok, clock ok, sign-in ok, delegation ok, api failing api-disabled, admin not-reached, users not-reached',
    );
    expect(brokenLink((await verify()).links).url).toBe(
      'https://console.developers.google.com/apis/api/admin.googleapis.com/overview?project=104729130363',
    );
  });

  it('an admin whom Google does not know', async () => {
    expect(await states({ ...connected.connection, adminUsername: 'who@example.com' })).toBe(
      'key ok, clock ok, sign-in ok, delegation not-reached, api not-reached, admin failing admin-unknown, users not-reached',
    );
  });

  it.each([
    ['is no admin', { isAdmin: false }, 'admin-not-privileged'],
    ['is suspended', { suspended: true }, 'admin-suspended'],
    ['is archived', { archived: true }, 'admin-suspended'],
  ])('an admin who %s', async (_name, change, code) => {
    changeAdmin(change);
    expect(await states()).toContain(`admin failing ${code}, users not-reached`);
  });

  it.each([
    [
      'users.get',
      { status: 403, reason: 'forbidden' },
      'api ok, admin failing admin-not-privileged',
    ],
    [
      'users.get',
      { status: 403, reason: 'quotaExceeded' },
      'api failing quota-exceeded, admin not-reached',
    ],
    ['users.get', {}, 'api failing google-unavailable, admin not-reached'],
    [
      'users.get',
      { status: 403, reason: 'insufficientPermissions' },
      'delegation failing scope-insufficient, api not-reached',
    ],
    [
      'users.get',
      { status: 403, reason: 'BILLING_DISABLED' },
      'delegation ok, api failing project-refused, admin not-reached',
    ],
    [
      'users.list',
      { status: 403, reason: 'SECURITY_POLICY_VIOLATED' },
      'delegation ok, api failing organization-refused, admin not-reached',
    ],
    ['users.get', { status: 401 }, 'sign-in failing token-refused, delegation not-reached'],
    [
      'users.list',
      { status: 403, reason: 'forbidden' },
      'admin ok, users failing admin-not-privileged',
    ],
    ['users.list', {}, 'admin ok, users failing google-unavailable'],
    [
      'users.list',
      { status: 200, body: '{"users":{"id":5}}' },
      'admin ok, users failing no-answer',
    ],
    ['token', { status: 429 }, 'clock ok, sign-in failing sign-in-limited'],
    ['token', { body: '<html>' }, 'clock ok, sign-in failing google-unavailable'],
  ] as const)('%s answered with %j: %s', async (operation, fault, expected) => {
    refuse(operation, fault);
    expect(await states()).toContain(expected);
  });
});

describe('a delegation that is missing', () => {
  const HOUR = 3_600_000;

  it.each([
    ['just after the connection was saved', 1, 'waiting'],
    ['a minute before the 24 hours are over', 24 * HOUR - 60_000, 'waiting'],
    ['after 24 hours', 24 * HOUR, 'failing'],
  ] as const)('%s', async (_name, ageMs, state) => {
    workspace.google.state.delegation.clear();
    const verification = await verify(connected.connection, connected.clock.now() - ageMs);
    expect(verification.state).toBe(state);
    expect(brokenLink(verification.links)).toMatchObject({
      id: 'delegation',
      state,
      code: 'delegation-missing',
    });
  });

  it('comes with the Admin console’s form, filled in', async () => {
    workspace.google.state.delegation.clear();
    const { fix, url } = brokenLink((await verify()).links);
    expect(url).toBe(
      'https://admin.google.com/ac/owl/domainwidedelegation?clientScopeToAdd=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fadmin.directory.user&clientIdToAdd=104729130363000000001&overwriteClientId=true',
    );
    expect(fix).toContain('104729130363000000001');
    expect(fix).toContain('https://www.googleapis.com/auth/admin.directory.user');
  });

  it('is detected although a valid token is still kept', async () => {
    await connected.google.connect(connected.connection);
    workspace.google.state.delegation.clear();
    expect((await verify()).state).toBe('failing');
  });
});

describe('the text of every code', () => {
  const codes = Object.keys(GOOGLE_FAILURES) as (keyof typeof GOOGLE_FAILURES)[];

  it.each(codes)('%s says what happened, what to do, and where', (code) => {
    for (const connection of [connected.connection, KEYLESS]) {
      const { message, fix, url } = verificationText(code, connection);
      expect(message).toMatch(/^[A-Z].{20,}\.$/s);
      expect(fix).toMatch(/^[A-Z].{10,}[.\w]$/s);
      if (url !== undefined) expect(new URL(url).hostname).toMatch(/(^|\.)google\.com$/);
    }
  });
});
