import { type Server } from 'node:http';
import { WholeService } from '../../fakes/whole-service';
import { PLAIN, STAFF } from '../../fixtures/wifi';
import { accountOf, ALICE, asPerson, change, bodyOf, codeOf, ON, toldBy } from './self';

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect(ON);
  server = service.serve('self-service');
});
afterEach(() => {
  service.close();
});

const refusedAs = async (person: string, status: number): Promise<string> => {
  for (const path of ['/v1/me/password', '/v1/me/password/rotation', '/v1/me/password/proof']) {
    await asPerson(server, person)('post', path).expect(status);
  }
  return codeOf(await asPerson(server, person)('get', '/v1/me').expect(status));
};

it('a further address of somebody is not that person', async () => {
  expect(await refusedAs('alice.martin@example.com', 403)).toBe('forbidden-identity');
  expect(await accountOf(service)).toBeUndefined();
});

it('a further address learns nothing of networks', async () => {
  const call = asPerson(server, 'alice.martin@example.com');
  for (const networks of [[], [PLAIN, STAFF]]) {
    await service.platform.configurations.transact((now) => ({
      write: { ...now, networks },
      result: undefined,
    }));
    for (const platform of ['apple', 'windows']) {
      const refused = await call('post', `/v1/me/profiles/${platform}`).expect(403);
      expect(codeOf(refused)).toBe('forbidden-identity');
    }
  }
});

it('who was renamed today signs in again with the new address; the count of the day stays', async () => {
  const before = asPerson(server);
  await before('post', '/v1/me/password').expect(201);
  service.clock.advance(1_000);
  await before('post', '/v1/me/password/rotation').expect(200);
  const aliases = ['alice.martin@example.com', ALICE];
  change(service, ALICE, { primaryEmail: 'alice.durand@example.com', aliases });
  expect(await refusedAs(ALICE, 403)).toBe('forbidden-identity');
  const body = bodyOf(
    await asPerson(server, 'alice.durand@example.com')('get', '/v1/me').expect(200),
  );
  expect(body).toMatchObject({
    primaryEmail: 'alice.durand@example.com',
    version: 2,
    rotationsLeftToday: 2,
  });
});

it('an address in capitals is the same address', async () => {
  const body = bodyOf(await asPerson(server, 'Alice@Example.COM')('get', '/v1/me').expect(200));
  expect(body).toMatchObject({ primaryEmail: ALICE });
});

/** The Kelvin sign, which Unicode's lower case makes a "k". */
const LOOK_ALIKE = '\u{212a}ate@example.com';

it.each(['domain:example.com', 'kate@example.com'])(
  'a look-alike is not the person, where %s is a member',
  async (member) => {
    change(service, ALICE, { primaryEmail: 'kate@example.com' });
    server = service.serve('self-service', {
      ...service.platform,
      selfServiceMembers: [member],
      verifyAssertion: () => Promise.resolve({ email: LOOK_ALIKE }),
    });
    expect(await refusedAs('whoever', 403)).toBe('forbidden-identity');
  },
);

it('a member whom Google does not know', async () => {
  expect(await refusedAs('nobody@example.com', 404)).toBe('user-not-found');
});

it.each([
  'alice@other.example',
  'alice@sub.example.com',
  'alice@example.com.evil.example',
  'alice@notexample.com',
  'alice@evil.example@example.com',
  'example.com',
  'domain:example.com',
])('%s is no member', async (person) => {
  expect(await refusedAs(person, 403)).toBe('forbidden-identity');
});

it('members are named by address too, and then nobody else is one', async () => {
  const platform = { ...service.platform, selfServiceMembers: [ALICE] };
  server = service.serve('self-service', platform);
  await asPerson(server)('get', '/v1/me').expect(200);
  expect(await refusedAs('bob@example.com', 403)).toBe('forbidden-identity');
});

it('an account that has an address which was another’s before is told apart by its id', async () => {
  const { id } = service.workspace.user(ALICE)!;
  const vouchingFor = (googleId: string): Server =>
    service.serve('self-service', {
      ...service.platform,
      verifyAssertion: (email) => Promise.resolve({ email, googleId }),
    });
  await asPerson(vouchingFor(id))('get', '/v1/me').expect(200);
  server = vouchingFor('100000000000000009999');
  expect(await refusedAs(ALICE, 403)).toBe('forbidden-identity');
});

it('the password of another Workspace is not told', async () => {
  await asPerson(server)('post', '/v1/me/password').expect(201);
  const { configurations } = service.platform;
  await configurations.transact((stored) => ({
    write: { ...stored, customerId: 'C0another' },
    result: undefined,
  }));
  expect(await refusedAs(ALICE, 409)).toBe('other-workspace');
});

it('each person gets their own password', async () => {
  const alice = toldBy(await asPerson(server)('post', '/v1/me/password').expect(201));
  const bob = toldBy(
    await asPerson(server, 'bob@example.com')('post', '/v1/me/password').expect(201),
  );
  expect(alice.password).not.toBe(bob.password);
  expect(service.workspace.passwordMatches('bob@example.com', bob.password)).toBe(true);
});
