import { RunningWorkspace } from './running-workspace';

const ACCOUNT = 'google-apps-api@simulated-workspace.iam.gserviceaccount.com';
const ROLE = `service-accounts/${ACCOUNT}/admin-role`;

let google: RunningWorkspace;
beforeEach(async () => {
  google = await RunningWorkspace.start({ users: 50 });
});
afterEach(() => google.stop());

const assign = (role: object = {}): Promise<Response> => google.control('PUT', ROLE, role);

const FULL = {
  privileges: ['users-read', 'reset-password', 'organizational-units-read'],
  orgUnitPath: '/',
};

test('tells the role, assigns one and takes it away', async () => {
  const told = async (): Promise<unknown> => (await google.control('GET', ROLE)).json();

  expect(await told()).toEqual({ privileges: [], orgUnitPath: '/' });
  expect(await (await assign()).json()).toEqual(FULL);
  expect(await told()).toEqual(FULL);
  const account = await google.control('GET', `service-accounts/${ACCOUNT}`);
  expect(await account.json()).toMatchObject({ adminRole: FULL });
  await google.control('DELETE', ROLE);
  expect(await told()).toEqual({ privileges: [], orgUnitPath: '/' });
});

test.each([
  [{ privileges: ['users-delete'] }, /privileges/],
  [{ privileges: 'users-read' }, /privileges/],
  [{ orgUnitPath: 'Contractors' }, /begins with \/ and does not end with it/],
  [{ orgUnitPath: '/Contractors/' }, /begins with \/ and does not end with it/],
  [{ orgUnitPath: '' }, /begins with \/ and does not end with it/],
  [{ privileges: ['reports'], orgUnitPath: '/Contractors' }, /cannot be limited to a unit/],
  [{ unit: '/Contractors' }, /unit/],
])('refuses %j and changes nothing', async (role, message) => {
  await assign();
  const answer = await assign(role);

  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { error: string }).error).toMatch(message);
  expect(await (await google.control('GET', ROLE)).json()).toEqual(FULL);
});

test('knows no other account and nothing below a role', async () => {
  const other = await google.control('PUT', 'service-accounts/other@x.iam/admin-role', {});

  expect(other.status).toBe(404);
  expect((await google.control('GET', `${ROLE}/privileges`)).status).toBe(404);
});
