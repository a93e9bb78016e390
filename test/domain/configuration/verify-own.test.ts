import { type OwnConnection } from '../../../functions/domain/configuration/configuration';
import { type VerificationLink } from '../../../functions/domain/configuration/verification';
import { verifyConnection } from '../../../functions/domain/configuration/verify-connection';
import { AdminRole, NO_ADMIN_ROLE } from '../../../local/workspace/admin-role';
import { type SimulatedWorkspace } from '../../../local/workspace/simulated-workspace';
import { type Connected, connectedTo, registeredKeyFile } from '../../fakes/google-connection';
import { OWN_ERRORS } from '../../fixtures/google-own-errors';
import { RunningWorkspace } from '../../local/workspace/running-workspace';

const ACCOUNT = 'google-apps-api@simulated-workspace.iam.gserviceaccount.com';

let running: RunningWorkspace;
let workspace: SimulatedWorkspace;
let connected: Connected;
let own: OwnConnection;

/** The account has a role, and no delegation that could help it. */
beforeEach(async () => {
  running = await RunningWorkspace.start({ users: 12 });
  workspace = running.workspace;
  workspace.google.state.delegation.clear();
  connected = await connectedTo(`${running.url}/`, {
    keyFile: registeredKeyFile(workspace),
    keylessBearer: () => Promise.resolve(workspace.runtimeAccessToken),
  });
  own = { customerId: 'C03simu1a', credential: connected.connection.credential };
  give({});
});
afterEach(() => running.stop());

const give = (role: object): void => {
  for (const account of workspace.google.state.serviceAccounts) {
    account.adminRole = AdminRole.parse(role);
  }
};
const verify = (connection = own) =>
  verifyConnection({ probe: connected.google, clock: connected.clock }, connection, undefined);
const linksOf = async (connection = own): Promise<readonly VerificationLink[]> =>
  (await verify(connection)).verification.links;
const states = async (connection = own): Promise<string> =>
  (await linksOf(connection))
    .map(({ id, state, code }) => `${id} ${state}${code ? ` ${code}` : ''}`)
    .join(', ');
const answers = (operation: 'token' | 'users.get' | 'users.list', fault: object): void => {
  workspace.wire.faults.set([
    { operations: [operation], fault: { kind: 'error', ...fault } as never },
  ]);
};

const TO_ROLE = 'key ok, clock ok, sign-in ok, api ok';
const ALL_OK = `${TO_ROLE}, role ok, users ok`;

describe('a service account with a role', () => {
  it('is ok in every link, without the delegation', async () => {
    expect(await states()).toBe(ALL_OK);
    expect(await verify()).toMatchObject({
      customerId: 'C03simu1a',
      verification: { state: 'ok' },
    });
  });

  it('has no link for a key that it does not have', async () => {
    const credential = { kind: 'keyless' as const, ...workspace.keyless };
    expect(await states({ customerId: 'C03simu1a', credential })).toBe(
      'clock ok, sign-in ok, api ok, role ok, users ok',
    );
  });

  it('works beside a delegation of the same account, which it does not use', async () => {
    workspace.google.state.delegation.set(workspace.google.keyAccount.clientId, []);
    expect(await states()).toBe(ALL_OK);
  });

  it('may be limited to a unit, even to one in which nobody is', async () => {
    give({ orgUnitPath: '/Contractors' });
    expect(await states()).toBe(ALL_OK);
    give({ orgUnitPath: '/Nobody/Here' });
    expect(await states()).toBe(ALL_OK);
    expect(await verify()).toMatchObject({ customerId: 'C03simu1a' });
  });

  // Google tells nobody what a role contains: only the first change shows it.
  it('is ok although the role lacks Reset password', async () => {
    give({ privileges: ['users-read'] });
    expect(await states()).toBe(ALL_OK);
  });
});

describe('a chain that ends at the role', () => {
  const broken = async (connection = own): Promise<VerificationLink> =>
    (await linksOf(connection)).find(({ state }) => state === 'failing')!;

  it('without one', async () => {
    give(NO_ADMIN_ROLE);
    expect(await states()).toBe(`${TO_ROLE}, role failing role-missing, users not-reached`);
    const { message, fix, url } = await broken();
    expect(message).toContain('C03simu1a');
    expect(message).toContain(ACCOUNT);
    expect(fix).toContain('Users › Update › Reset password');
    expect(url).toBe('https://admin.google.com/ac/roles');
    expect(await verify()).not.toHaveProperty('customerId');
  });

  it('of another customer', async () => {
    const other = { ...own, customerId: 'C0other01' };
    expect(await states(other)).toBe(`${TO_ROLE}, role failing role-missing, users not-reached`);
    expect((await broken(other)).message).toContain('C0other01');
  });

  it.each(OWN_ERRORS.filter(({ code }) => /^(role|customer)-/.test(code)))(
    'with $status $reason "$message": $code',
    async ({ code, ...answer }) => {
      answers('users.list', answer);
      expect(await states()).toBe(`${TO_ROLE}, role failing ${code}, users not-reached`);
      expect((await broken()).message).toContain('C03simu1a');
    },
  );

  it('with users of another customer', async () => {
    for (const user of workspace.google.state.users) {
      workspace.google.state.putUser({ ...user, customerId: 'C0other01' });
    }
    expect(await states()).toBe(`${TO_ROLE}, role failing customer-differs, users not-reached`);
    expect(await verify()).not.toHaveProperty('customerId');
  });
});

it.each(OWN_ERRORS)('a listing answered $status $reason is $code', async ({ code, ...answer }) => {
  answers('users.list', answer);
  const { verification } = await verify();
  expect(verification.links.find(({ state }) => state === 'failing')).toMatchObject({ code });
});

it.each([
  [
    'the API is off',
    () => {
      workspace.google.state.adminApiEnabled = false;
    },
    'key ok, clock ok, sign-in ok, api failing api-disabled, role not-reached, users not-reached',
  ],
  [
    'Google does not answer',
    () => {
      answers('users.list', { status: 503 });
    },
    'key ok, clock ok, sign-in ok, api failing google-unavailable, role not-reached, users not-reached',
  ],
  [
    'the account is disabled',
    () => {
      workspace.google.keyAccount.state = 'disabled';
    },
    'key ok, clock ok, sign-in failing client-disabled, api not-reached, role not-reached, users not-reached',
  ],
  [
    'the organisation blocks the client',
    () => {
      answers('token', { status: 400, reason: 'access_denied', message: 'Blocked' });
    },
    'key ok, clock ok, sign-in failing access-blocked, api not-reached, role not-reached, users not-reached',
  ],
  [
    'users are listed but not shown',
    () => {
      answers('users.get', { status: 403, reason: 'forbidden' });
    },
    `${TO_ROLE}, role ok, users failing role-missing`,
  ],
])('when %s, the chain says so', async (_name, change, expected) => {
  change();
  expect(await states()).toBe(expected);
});
