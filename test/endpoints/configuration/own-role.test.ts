import { type Server } from 'node:http';
import { type ConfigurationAnswer, type LinkAnswer } from '../../../functions/api/configuration';
import { AdminRole } from '../../../local/workspace/admin-role';
import { registeredKeyFile } from '../../fakes/google-connection';
import { WholeService } from '../../fakes/whole-service';
import { call, put } from './calls';

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open({ users: 12 });
  for (const account of service.workspace.google.state.serviceAccounts) {
    account.adminRole = AdminRole.parse({});
  }
  server = service.serve('configuration');
});
afterEach(() => {
  service.close();
});

const OWN = { delegation: false, customerId: 'C03simu1a' };
const ADMIN = { adminUsername: 'admin@example.com' };
const key = () => ({ serviceAccountKey: registeredKeyFile(service.workspace) });
const KEYLESS = { keyless: true };

const saved = async (body: object): Promise<ConfigurationAnswer> =>
  (await put(server, body).expect(200)).body as ConfigurationAnswer;
const read = async (): Promise<ConfigurationAnswer> =>
  (await call(server, 'get', '/v1/configuration').expect(200)).body as ConfigurationAnswer;
const failing = ({ verification }: ConfigurationAnswer): LinkAnswer | undefined =>
  verification?.links.find(({ state }) => state === 'failing');
const issue = (name: string) =>
  call(service.serve('passwords'), 'put', `/v1/users/${name}@example.com/password`);

describe('the four ways', () => {
  it.each([
    ['a key and the delegation', () => ({ ...ADMIN, ...key() }), true, 'key'],
    ['a key, told to delegate', () => ({ ...ADMIN, ...key(), delegation: true }), true, 'key'],
    ['no key and the delegation', () => ({ ...ADMIN, ...KEYLESS }), true, 'keyless'],
    ['a key and a role', () => ({ ...OWN, ...key() }), false, 'key'],
    ['no key and a role', () => ({ ...OWN, ...KEYLESS }), false, 'keyless'],
  ] as const)('%s', async (_name, body, delegation, kind) => {
    const answer = await saved(body());
    expect(answer).toMatchObject({
      configured: true,
      delegation,
      customerId: 'C03simu1a',
      credential: { kind },
      verification: { state: 'ok' },
    });
    expect(answer.adminUsername).toBe(delegation ? 'admin@example.com' : undefined);
    expect(await read()).toStrictEqual(answer);
    expect((await issue('alice')).status).toBe(201);
  });

  it('a copied customer ID is read without what cannot be seen', async () => {
    expect(await saved({ ...OWN, customerId: ' C03simu1a\u200b', ...KEYLESS })).toMatchObject({
      customerId: 'C03simu1a',
      verification: { state: 'ok' },
    });
  });

  it('the audit trail names the customer', async () => {
    await saved({ ...OWN, ...KEYLESS });
    const line = service.lines.map((each) => JSON.parse(each) as Record<string, unknown>);
    expect(line.find(({ action }) => action === 'saved')).toMatchObject({
      caller: 'system-management@example.com',
      customerId: 'C03simu1a',
    });
  });
});

describe('a switch of the way', () => {
  it.each([
    ['keeps the key', key],
    ['stays keyless', () => KEYLESS],
  ])('alone %s, there and back, and tells what is stored', async (_name, credential) => {
    const { credential: before } = await saved({ ...ADMIN, ...credential() });
    const issued = (await issue('alice').expect(201)).body as object;
    const changes = service.workspace.user('alice@example.com')!.passwordChanges;
    for (const body of [OWN, ADMIN, OWN]) {
      const answer = await saved(body);
      expect(answer).toMatchObject({ credential: before, verification: { state: 'ok' } });
      const passwords = service.serve('passwords');
      const told = await call(passwords, 'get', '/v1/users/alice@example.com/password').expect(200);
      expect(told.body).toStrictEqual(issued);
    }
    expect(service.workspace.user('alice@example.com')!.passwordChanges).toBe(changes);
    expect(await service.platform.keys.list()).toHaveLength(before?.kind === 'key' ? 1 : 0);
  });

  it('without a stored credential is refused', async () => {
    const refused = await put(server, OWN).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/serviceAccountKey' }] });
  });

  it('to an account without a role fails at the role, and what is stored is still told', async () => {
    await saved({ ...ADMIN, ...key() });
    const { userId } = (await issue('alice').expect(201)).body as { userId: string };
    service.workspace.google.keyAccount.adminRole = AdminRole.parse({ privileges: [] });
    expect(failing(await saved(OWN))).toMatchObject({ id: 'role', code: 'role-missing' });
    const passwords = service.serve('passwords');
    await call(passwords, 'get', `/v1/users/${userId}/password`).expect(200);
  });
});

describe('another customer ID', () => {
  it('is as another Workspace: nothing of the former one is told or changed', async () => {
    await saved({ ...OWN, ...key() });
    const { userId } = (await issue('alice').expect(201)).body as { userId: string };
    const answer = await saved({ ...OWN, customerId: 'C0other01' });
    expect(failing(answer)).toMatchObject({ id: 'role', code: 'role-missing' });
    expect(failing(answer)?.message).toContain('C0other01');
    expect(answer.otherWorkspaces).toStrictEqual([{ customerId: 'C03simu1a', passwords: 1 }]);
    const passwords = service.serve('passwords');
    const told = await call(passwords, 'get', `/v1/users/${userId}/password`).expect(409);
    expect((told.body as { type: string }).type).toMatch(/:other-workspace$/);

    expect(await saved(OWN)).toMatchObject({ verification: { state: 'ok' } });
    await call(passwords, 'get', `/v1/users/${userId}/password`).expect(200);
  });
});

describe('an invalid body', () => {
  const ADDED = { ...ADMIN, customerId: 'C03simu1a' };
  it.each<[string, () => object, string[]]>([
    ['no customer ID', () => ({ delegation: false, ...KEYLESS }), ['/customerId']],
    ['an empty one', () => ({ ...OWN, customerId: '', ...KEYLESS }), ['/customerId']],
    ['my_customer', () => ({ ...OWN, customerId: 'my_customer', ...KEYLESS }), ['/customerId']],
    ['a small c', () => ({ ...OWN, customerId: 'c03simu1a', ...KEYLESS }), ['/customerId']],
    ['a C alone', () => ({ ...OWN, customerId: 'C', ...KEYLESS }), ['/customerId']],
    ['a domain', () => ({ ...OWN, customerId: 'Cexample.com', ...KEYLESS }), ['/customerId']],
    ['another script', () => ({ ...OWN, customerId: 'C０３', ...KEYLESS }), ['/customerId']],
    ['65 signs', () => ({ ...OWN, customerId: `C${'a'.repeat(64)}`, ...KEYLESS }), ['/customerId']],
    ['a number', () => ({ ...OWN, customerId: 3, ...KEYLESS }), ['/customerId']],
    ['null', () => ({ ...OWN, customerId: null, ...KEYLESS }), ['/customerId']],
    ['both', () => ({ ...ADDED, ...KEYLESS }), ['/customerId']],
    ['both, alone', () => ADDED, ['/customerId']],
    ['both with delegation', () => ({ ...ADDED, delegation: true }), ['/customerId']],
    [
      'both without delegation',
      () => ({ ...ADDED, delegation: false }),
      ['/customerId', '/adminUsername'],
    ],
    ['an admin without delegation', () => ({ ...ADMIN, delegation: false }), ['/adminUsername']],
    ['a customer ID alone', () => ({ customerId: 'C03simu1a', ...KEYLESS }), ['/delegation']],
    ['one with delegation', () => ({ ...OWN, delegation: true, ...KEYLESS }), ['/customerId']],
    ['delegation alone', () => ({ delegation: true }), ['/adminUsername']],
    ['no delegation alone', () => ({ delegation: false }), ['/customerId']],
    ['delegation in words', () => ({ ...OWN, delegation: 'false' }), ['/delegation']],
    ['delegation null', () => ({ ...ADMIN, delegation: null }), ['/delegation']],
    ['two credentials', () => ({ ...OWN, ...KEYLESS, ...key() }), ['/serviceAccountKey']],
  ])('%s is refused and changes nothing', async (_name, body, pointers) => {
    await saved({ ...ADMIN, ...KEYLESS });
    const known = await read();
    const refused = await put(server, body()).expect(400);
    const { errors } = refused.body as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toStrictEqual(pointers);
    expect(await read()).toStrictEqual(known);
  });
});

describe('the age of the key', () => {
  const keyLink = async (): Promise<LinkAnswer | undefined> =>
    (await read()).verification?.links.find(({ id }) => id === 'key');
  const DAY_MS = 86_400_000;

  it('is told from 90 days on, and a new key ends it', async () => {
    await saved({ ...OWN, ...key() });
    service.clock.advance(90 * DAY_MS - 1);
    expect(await keyLink()).toStrictEqual({ id: 'key', state: 'ok' });
    service.clock.advance(1);
    const old = await keyLink();
    expect(old).toMatchObject({ id: 'key', state: 'ok', code: 'key-old' });
    expect(old?.message).toContain('90 days');
    expect(old?.fix).toContain('create a new JSON key');
    expect((await read()).verification?.state).toBe('ok');
    service.clock.advance(300 * DAY_MS);
    const verified = await call(server, 'post', '/v1/configuration/verification').expect(200);
    expect(verified.body).toMatchObject({ verification: { state: 'ok' } });
    expect(await keyLink()).toMatchObject({ code: 'key-old' });
    await saved({ ...OWN, ...key() });
    expect(await keyLink()).toStrictEqual({ id: 'key', state: 'ok' });
  });

  it('is not told of a key from the future, of one that fails, or where there is none', async () => {
    await saved({ ...ADMIN, ...key() });
    await service.platform.configurations.transact((now) => {
      const { connection } = now;
      if (connection?.credential.kind !== 'key') throw new Error('no key');
      const uploadedAt = (service.clock.now() + 400 * DAY_MS) as never;
      const credential = { ...connection.credential, uploadedAt };
      return { write: { ...now, connection: { ...connection, credential } }, result: undefined };
    });
    expect(await keyLink()).toStrictEqual({ id: 'key', state: 'ok' });
    await saved({ ...ADMIN, ...KEYLESS });
    service.clock.advance(91 * DAY_MS);
    expect(await keyLink()).toStrictEqual({ id: 'key', state: 'ok' });
  });

  it('a key that cannot be read is failing, however old', async () => {
    await saved({ ...ADMIN, ...key() });
    service.clock.advance(91 * DAY_MS);
    await service.platform.keys.disable('1');
    service.workspace.google.state.tokens.revokeAll();
    await call(server, 'post', '/v1/configuration/verification').expect(200);
    expect(await keyLink()).toMatchObject({ state: 'failing', code: 'key-unreadable' });
  });
});

test('a user outside the role’s unit is refused with role and unit, and a stored one is told', async () => {
  await saved({ ...OWN, ...key() });
  const { userId } = (await issue('alice').expect(201)).body as { userId: string };
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({ orgUnitPath: '/Elsewhere' });
  const passwords = service.serve('passwords');
  await call(passwords, 'get', `/v1/users/${userId}/password`).expect(200);
  const refused = await call(passwords, 'post', `/v1/users/${userId}/password/rotation`).expect(
    502,
  );
  expect(refused.body).toMatchObject({
    type: 'urn:google-apps-passwords:problem:directory-refused',
  });
  const { detail } = refused.body as { detail: string };
  expect(detail).toContain('google-apps-api@simulated-workspace.iam.gserviceaccount.com');
  expect(detail).toContain('the unit /employees'); // as it is stored: Google makes no difference
  await call(passwords, 'get', `/v1/users/${userId}/password`).expect(200);
  const nobody = await issue('bob').expect(502);
  expect((nobody.body as { detail: string }).detail).toContain('admin role of the service account');
});

test('a role without Reset password refuses the first change, and names the unit', async () => {
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({ privileges: ['users-read'] });
  expect(await saved({ ...OWN, ...key() })).toMatchObject({ verification: { state: 'ok' } });
  const refused = await issue('alice').expect(502);
  expect((refused.body as { detail: string }).detail).toContain('the unit /Employees');
  expect((refused.body as { detail: string }).detail).toContain('did not change');
});
