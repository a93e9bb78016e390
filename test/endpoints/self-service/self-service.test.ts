import { type Server } from 'node:http';
import request from 'supertest';
import { asCaller } from '../../fakes/iam-caller';
import { WholeService } from '../../fakes/whole-service';
import { GOOD } from '../../fixtures/ldap-certificates';
import { call as byRole, putSecureLdap, VIEWER } from '../configuration/calls';
import { accountOf, ALICE, asPerson, audited, change, bodyOf, codeOf, ON, toldBy } from './self';

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

const call = (method: 'get' | 'post', path: string, person = ALICE): request.Test =>
  asPerson(server, person)(method, path);

describe('GET /v1/me', () => {
  it('tells a person without a password that they may have one', async () => {
    const response = await call('get', '/v1/me').expect(200);
    expect(bodyOf(response)).toStrictEqual({
      primaryEmail: ALICE,
      status: 'no-password',
      networks: [],
      canIssue: true,
      rotationsLeftToday: 3,
    });
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('tells the state of the password, never the password', async () => {
    const { password } = toldBy(await call('post', '/v1/me/password').expect(201));
    const response = await call('get', '/v1/me').expect(200);
    expect(response.text).not.toContain(password);
    expect(response.body).toStrictEqual({
      primaryEmail: ALICE,
      status: 'active',
      version: 1,
      setAt: '2026-01-01T00:00:00.000Z',
      nextRotationAt: expect.stringMatching(/^2026-0[12]-/) as string,
      networks: [],
      canIssue: true,
      rotationsLeftToday: 3,
    });
  });

  it.each([
    ['the policy no longer rotates', { periodDays: 0 }],
    [
      'the user is in a unit without rotations',
      { overrides: [{ orgUnitPath: '/', periodDays: 0 }] },
    ],
  ])('tells no turn that is over: %s', async (_name, policy) => {
    await call('post', '/v1/me/password').expect(201);
    await service.connect({ ...ON, ...policy });
    expect((await call('get', '/v1/me')).body).not.toHaveProperty('nextRotationAt');
    const [listing, passwords] = [service.serve('configuration'), service.serve('passwords')];
    const list = await byRole(listing, 'get', '/v1/accounts', VIEWER).expect(200);
    const [listed] = (list.body as { accounts: object[] }).accounts;
    expect(listed).not.toHaveProperty('nextRotationAt');
    const asMdm = (method: 'get' | 'put', path: string) =>
      request(passwords)
        [method](`/v1/users/${path}`)
        .set(asCaller({ email: 'mdm@example.com' }));
    expect((await asMdm('get', ALICE)).body).not.toHaveProperty('nextRotationAt');
    const none = { nextRotationAt: null };
    expect((await asMdm('get', `${ALICE}/password`)).body).toMatchObject(none);
    const { id } = service.workspace.user(ALICE)!;
    expect((await asMdm('get', `${id}/password`)).body).toMatchObject(none);
    expect((await asMdm('put', `${ALICE}/password`)).body).toMatchObject(none);
    expect((await call('post', '/v1/me/password')).body).toMatchObject(none);
  });

  it.each([
    ['admin@example.com', 'admin-account', 403],
    ['frank@example.com', 'user-suspended', 409],
    ['carol@example.com', 'out-of-scope', 409],
  ])('tells %s why there is no password: %s', async (person, reason, status) => {
    await service.connect({ ...ON, orgUnitPaths: ['/Contractors', '/Employees/Paris'] });
    const body = bodyOf(await call('get', '/v1/me', person).expect(200));
    expect(body).toMatchObject({ status: 'no-password', canIssue: false, reason });
    const refused = await call('post', '/v1/me/password', person).expect(status);
    expect(codeOf(refused)).toBe(reason);
    expect(await accountOf(service, person)).toBeUndefined();
  });
});

describe('POST /v1/me/password', () => {
  it('issues a password, then shows the same one, each in the audit trail of the person', async () => {
    const issued = await call('post', '/v1/me/password').expect(201);
    expect(issued.headers['cache-control']).toBe('no-store');
    const shown = await call('post', '/v1/me/password').expect(200);
    expect(shown.body).toStrictEqual(issued.body);
    expect(service.workspace.passwordMatches(ALICE, toldBy(issued).password)).toBe(true);
    expect(audited(service)).toStrictEqual([
      ['issued', 1, ALICE],
      ['read', 1, ALICE],
    ]);
  });

  it('tells nobody a password that was changed at Google, until they make a new one', async () => {
    await call('post', '/v1/me/password').expect(201);
    const { accounts } = service.platform;
    const { userId } = (await accountOf(service))!;
    await accounts.transact(userId, (account) => ({
      write: { ...account!, drift: { at: service.clock.now(), source: 'activity-log' } },
      result: undefined,
    }));
    service.clock.advance(1_000);
    expect(codeOf(await call('post', '/v1/me/password').expect(409))).toBe('password-drifted');
    const body = bodyOf(await call('get', '/v1/me').expect(200));
    expect(body).toMatchObject({ drift: { at: '2026-01-01T00:00:00.000Z' }, canIssue: true });
    expect(toldBy(await call('post', '/v1/me/password/rotation').expect(200)).version).toBe(2);
    expect((await call('get', '/v1/me').expect(200)).body).not.toHaveProperty('drift');
  });

  it('no longer tells who became an administrator, or was suspended, what was issued before', async () => {
    await call('post', '/v1/me/password').expect(201);
    change(service, ALICE, { suspended: true });
    expect(codeOf(await call('post', '/v1/me/password'))).toBe('user-suspended');
    change(service, ALICE, { suspended: false, isDelegatedAdmin: true });
    expect(codeOf(await call('post', '/v1/me/password'))).toBe('admin-account');
    expect(codeOf(await call('post', '/v1/me/password/rotation'))).toBe('admin-account');
    expect(codeOf(await call('post', '/v1/me/password/proof'))).not.toBe('200');
  });

  it('says that Google cannot be reached, and gives nothing without knowing who it is', async () => {
    await call('post', '/v1/me/password').expect(201);
    service.google = (_, response) => response.destroy();
    const refused = await call('post', '/v1/me/password').expect(503);
    expect(codeOf(refused)).toBe('google-unavailable');
  });
});

describe('POST /v1/me/password/proof', () => {
  it('binds with the person’s own password, and writes an audit line', async () => {
    await putSecureLdap(service.serve('configuration'), { ...GOOD }).expect(200);
    const { password } = toldBy(await call('post', '/v1/me/password').expect(201));
    service.ldap.passwords.set(ALICE, password);
    const body = bodyOf(await call('post', '/v1/me/password/proof').expect(200));
    expect(body).toMatchObject({ result: 'works', version: 1 });
    expect(audited(service).at(-1)).toStrictEqual(['proved', 1, ALICE]);
    expect((await call('get', '/v1/me')).body).toMatchObject({ proof: { result: 'works' } });
  });

  it.each([
    [409, 'secure-ldap-not-configured', false],
    [404, 'no-password', true],
  ])('%s %s', async (status, code, isConnected) => {
    if (isConnected) await putSecureLdap(service.serve('configuration'), { ...GOOD }).expect(200);
    expect(codeOf(await call('post', '/v1/me/password/proof').expect(status))).toBe(code);
    expect(service.ldap.binds).toStrictEqual([]);
  });
});

describe('a person who repeats the check', () => {
  const prove = async (): Promise<unknown> =>
    bodyOf(await call('post', '/v1/me/password/proof').expect(200));
  beforeEach(async () => {
    await putSecureLdap(service.serve('configuration'), { ...GOOD }).expect(200);
    const { password } = toldBy(await call('post', '/v1/me/password').expect(201));
    service.ldap.passwords.set(ALICE, password);
  });

  it('takes no more than four places a minute, and is told the last result', async () => {
    for (let second = 0; second < 4; second += 1) {
      await prove();
      service.clock.advance(1_000);
    }
    const { proof } = bodyOf(await call('get', '/v1/me')) as { proof: unknown };
    expect(await prove()).toStrictEqual(proof);
    expect(await prove()).toStrictEqual(proof);
    expect(service.ldap.binds).toHaveLength(4);
    service.clock.advance(60_000);
    expect(await prove()).not.toStrictEqual(proof);
    expect(service.ldap.binds).toHaveLength(5);
  });

  it('takes no more at once, before the first result is known', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => call('post', '/v1/me/password/proof')),
    );
    expect(service.ldap.binds.length).toBeLessThanOrEqual(4);
    for (const { status } of answers) expect([200, 503]).toContain(status);
  });

  it('still checks a new password', async () => {
    for (let times = 0; times < 5; times += 1) await prove();
    service.clock.advance(1_000);
    const { password } = toldBy(await call('post', '/v1/me/password/rotation').expect(200));
    service.ldap.passwords.set(ALICE, password);
    expect(await prove()).toMatchObject({ result: 'works', version: 2 });
    expect(service.ldap.binds).toHaveLength(5);
  });
});

describe('whoever else calls', () => {
  const secret = ['/v1/me/password', '/v1/me/password/rotation', '/v1/me/password/proof'];

  it.each(secret)('GET %s is 405: a browser or a proxy keeps what it gets', async (path) => {
    const { headers } = await call('get', path).expect(405);
    expect(headers['allow']).toBe('POST');
    expect(await accountOf(service)).toBeUndefined();
  });

  it.each(secret)('POST %s from another site, or the same site, changes nothing', async (path) => {
    for (const site of ['cross-site', 'same-site']) {
      const refused = await call('post', path).set('sec-fetch-site', site).expect(403);
      expect(codeOf(refused)).toBe('forbidden-origin');
    }
    const refused = await call('post', path).set('origin', 'https://evil.example').expect(403);
    expect(codeOf(refused)).toBe('forbidden-origin');
    expect(await accountOf(service)).toBeUndefined();
  });

  it('no call names somebody else', async () => {
    const body = bodyOf(
      await call('post', '/v1/me/password?userKey=bob@example.com')
        .set('content-type', 'application/json')
        .send({ userKey: 'bob@example.com', primaryEmail: 'bob@example.com' })
        .expect(201),
    );
    expect(body).toMatchObject({ primaryEmail: ALICE });
    expect(await accountOf(service, 'bob@example.com')).toBeUndefined();
  });

  it('the headers of IAM sign nobody in here', async () => {
    const refused = await request(server)
      .post('/v1/me/password')
      .set(asCaller({ email: ALICE }))
      .expect(403);
    expect(codeOf(refused)).toBe('forbidden-identity');
  });

  it('one change by the policy switches everything off', async () => {
    await call('post', '/v1/me/password').expect(201);
    await service.connect();
    for (const path of secret) {
      expect(codeOf(await call('post', path).expect(403))).toBe('self-service-off');
    }
    expect(codeOf(await call('get', '/v1/me').expect(403))).toBe('self-service-off');
    await request(server).get('/health').expect(200);
  });
});
