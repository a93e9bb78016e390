import { type Server } from 'node:http';
import request from 'supertest';
import { userId } from '../../../functions/domain/account';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { asCaller } from '../../fakes/iam-caller';
import { WholeService } from '../../fakes/whole-service';
import { GOOD } from '../../fixtures/ldap-certificates';
import { putSecureLdap } from '../configuration/calls';

const ALICE = '/v1/users/alice@example.com/password';
const BY = asCaller({ email: 'mdm@example.com' });
const TYPE = 'urn:google-apps-passwords:problem:';

let service: WholeService;
let passwords: Server;
let id: string;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  passwords = service.serve('passwords');
  id = service.workspace.user('alice@example.com')?.id ?? '';
});
afterEach(() => {
  service.close();
});

const connectLdap = (bindName: 'email' | 'dn' = 'email') =>
  putSecureLdap(service.serve('configuration'), { ...GOOD, bindName }).expect(200);
const prove = (path = ALICE): request.Test => request(passwords).post(`${path}/proof`).set(BY);
/** Issues a password, which binds from then on. */
async function issue(name = 'alice@example.com'): Promise<void> {
  const response = await request(passwords).put(ALICE).set(BY).expect(201);
  service.ldap.passwords.set(name, (response.body as { password: string }).password);
}
const change = (more: Partial<WorkspaceUser>): void => {
  const { users, putUser } = service.workspace.google.state;
  putUser({ ...users.find(id)!, ...more });
};
const account = () => service.platform.accounts.read(userId(id));
const audited = (): unknown[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message, action }) => message === 'password-audit' && action === 'proved')
    .map(({ userId: whose, version, result, caller }) => [whose, version, result, caller]);

describe('POST /v1/users/{userKey}/password/proof', () => {
  it('tells that the password works, keeps it on the account, and writes an audit line', async () => {
    await connectLdap();
    await issue();
    service.clock.advance(1_000);
    const response = await prove().expect(200);
    expect(response.body).toStrictEqual({
      result: 'works',
      at: '2026-01-01T00:00:01.000Z',
      version: 1,
    });
    expect(service.ldap.binds).toStrictEqual(['alice@example.com']);
    expect(audited()).toStrictEqual([[id, 1, 'works', 'mdm@example.com']]);
    const status = await request(passwords).get('/v1/users/alice@example.com').set(BY);
    expect((status.body as { proof: unknown }).proof).toStrictEqual(response.body);
    expect(await account()).not.toHaveProperty('refusedBinds');
    const { secureLdap } = await service.platform.configurations.read();
    expect(secureLdap?.verification.state).toBe('ok');
  });

  it('reads the certificate from the vault once, and a replaced one at once', async () => {
    let reads = 0;
    const { platform } = service;
    const read = (version: string) => {
      reads += 1;
      return platform.ldapKeys.read(version);
    };
    passwords = service.serve('passwords', {
      ...platform,
      ldapKeys: { ...platform.ldapKeys, read },
    });
    await connectLdap();
    await issue();
    for (let each = 0; each < 3; each += 1) await prove().expect(200);
    expect(reads).toBe(1);
    await connectLdap();
    await prove().expect(200);
    expect(reads).toBe(2);
  });

  it('binds by the distinguished name where that was chosen, whatever key names the user', async () => {
    await connectLdap('dn');
    const { orgUnitPath } = service.workspace.user('alice@example.com')!;
    const unit = orgUnitPath === '/' ? '' : `ou=${orgUnitPath.slice(1)},`;
    const name = `uid=alice,${unit}ou=Users,dc=example,dc=com`;
    await issue(name);
    await prove(`/v1/users/${id}/password`).expect(200);
    await prove('/v1/users/alice.martin%40example.com/password').expect(200);
    expect(service.ldap.binds).toStrictEqual([name, name]);
  });

  it('tells a refusal as a doubt, and a failure with its code', async () => {
    await connectLdap();
    await issue();
    service.ldap.passwords.clear();
    expect((await prove().expect(200)).body).toMatchObject({ result: 'refused', version: 1 });
    service.ldap.failure = 'ldap-not-allowed';
    expect((await prove().expect(200)).body).toMatchObject({
      result: 'unknown',
      code: 'ldap-not-allowed',
      version: 1,
    });
    expect((await account())?.proof).toMatchObject({ result: 'unknown', code: 'ldap-not-allowed' });
    expect((await account())?.refusedBinds).toHaveLength(1);
  });

  it('is tried whatever the verification of Secure LDAP says', async () => {
    service.ldap.unreachable = 'ldap-silent';
    await connectLdap();
    await issue();
    service.ldap.unreachable = undefined;
    expect((await prove().expect(200)).body).toMatchObject({ result: 'works' });
  });

  it('settles an unconfirmed password first, and binds with what it then is', async () => {
    await connectLdap();
    const { faults } = service.workspace.wire;
    faults.set([{ operations: ['users.update'], fault: { kind: 'lost-reply' } }]);
    service.ldap.failure = 'ldap-silent'; // no bind settles it
    await request(passwords).put(ALICE).set(BY).expect(503);
    await prove().expect(503);
    expect(await account()).not.toHaveProperty('proof');
    faults.set([]);
    service.ldap.failure = undefined;
    const response = await prove().expect(200);
    expect(response.body).toMatchObject({ result: 'refused', version: 1 });
    expect((await account())?.proof?.version).toBe(1);
  });
});

describe('a proof is refused', () => {
  it('without a connection: 409 not-configured', async () => {
    await service.platform.configurations.transact(() => ({ write: null, result: undefined }));
    const response = await prove().expect(409);
    expect(response.body).toMatchObject({ type: `${TYPE}not-configured` });
  });

  it('without Secure LDAP: 409 secure-ldap-not-configured', async () => {
    await issue();
    const response = await prove().expect(409);
    expect(response.body).toMatchObject({
      type: `${TYPE}secure-ldap-not-configured`,
      retry: 'after-change',
    });
  });

  it('with a certificate that can no longer be read: 409 secure-ldap-failing', async () => {
    await connectLdap();
    await issue();
    await service.platform.ldapKeys.disable('1');
    const response = await prove().expect(409);
    expect(response.body).toMatchObject({
      type: `${TYPE}secure-ldap-failing`,
      retry: 'after-change',
    });
  });

  it('for a user without a password: 404 no-password', async () => {
    await connectLdap();
    expect((await prove().expect(404)).body).toMatchObject({ type: `${TYPE}no-password` });
    await issue();
    await request(passwords).delete(ALICE).set(BY).expect(204);
    expect((await prove().expect(404)).body).toMatchObject({ type: `${TYPE}no-password` });
  });

  it('for a suspended user, whom Google would refuse whatever the password is', async () => {
    await connectLdap();
    await issue();
    change({ suspended: true });
    expect((await prove().expect(409)).body).toMatchObject({ type: `${TYPE}user-suspended` });
  });

  it('for an administrator, and for somebody whom Google does not know', async () => {
    await connectLdap();
    await issue();
    change({ isAdmin: true });
    expect((await prove().expect(403)).body).toMatchObject({ type: `${TYPE}admin-account` });
    await prove('/v1/users/nobody@example.com/password').expect(404);
    expect(service.ldap.binds).toStrictEqual([]);
    expect(audited()).toStrictEqual([]);
  });

  it('if there is no place for a bind within a second: 503 quota-exceeded', async () => {
    await connectLdap();
    await issue();
    const clock = { now: () => service.clock.now(), sleep: () => Promise.resolve() };
    const still = service.serve('passwords', { ...service.platform, clock });
    const call = (): request.Test => request(still).post(`${ALICE}/proof`).set(BY);
    for (let count = 0; count < 6; count += 1) await call().expect(200);
    const response = await call().expect(503);
    expect(response.body).toMatchObject({ type: `${TYPE}quota-exceeded`, retry: 'same-request' });
    expect(response.headers['retry-after']).toBe('2');
    expect(service.ldap.binds).toHaveLength(6);
  });
});

describe('at most four refused binds an hour for a user', () => {
  beforeEach(async () => {
    await connectLdap();
    await issue();
    service.ldap.passwords.clear();
  });

  it('then the last result of that version is told, without a bind', async () => {
    for (let count = 0; count < 4; count += 1) await prove().expect(200);
    const last = (await prove().expect(200)).body as unknown;
    expect(last).toMatchObject({ result: 'refused', version: 1 });
    service.clock.advance(60_000);
    expect((await prove().expect(200)).body).toStrictEqual(last);
    expect(service.ldap.binds).toHaveLength(4);
    expect(audited()).toHaveLength(6);
  });

  it('of another version nothing is known then', async () => {
    for (let count = 0; count < 4; count += 1) await prove().expect(200);
    await request(passwords).post(`${ALICE}/rotation`).set(BY).expect(200);
    expect((await prove().expect(200)).body).toMatchObject({
      result: 'unknown',
      code: 'too-many-refusals',
      version: 2,
    });
    expect(service.ldap.binds).toHaveLength(4);
  });

  it('after an hour binds begin again', async () => {
    for (let count = 0; count < 5; count += 1) await prove().expect(200);
    service.clock.advance(3_600_000);
    await prove().expect(200);
    expect(service.ldap.binds).toHaveLength(5);
  });

  it('proofs at the same time do not exceed it together', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => prove()));
    expect(service.ldap.binds).toHaveLength(4);
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([200]));
  });

  it('a bind that works is not counted', async () => {
    const { password } = (await request(passwords).get(ALICE).set(BY)).body as { password: string };
    service.ldap.passwords.set('alice@example.com', password);
    for (let count = 0; count < 8; count += 1) {
      expect((await prove().expect(200)).body).toMatchObject({ result: 'works' });
    }
    expect(service.ldap.binds).toHaveLength(8);
  });
});

describe('the result is kept only of a password that is still current', () => {
  it('not if it was rotated while the bind was under way', async () => {
    await connectLdap();
    await issue();
    service.ldap.arrived = async () => {
      await request(passwords).post(`${ALICE}/rotation`).set(BY).expect(200);
    };
    expect((await prove().expect(200)).body).toMatchObject({ result: 'works', version: 1 });
    expect(await account()).not.toHaveProperty('proof');
    expect(await account()).not.toHaveProperty('refusedBinds');
  });

  it('not if another password may be at Google when the answer comes', async () => {
    await connectLdap();
    await issue();
    service.ldap.arrived = async () => {
      service.ldap.arrived = () => undefined;
      const { faults } = service.workspace.wire;
      faults.set([{ operations: ['users.update'], fault: { kind: 'lost-reply' } }]);
      await request(passwords).post(`${ALICE}/rotation`).set(BY).expect(503);
    };
    await prove().expect(200);
    expect((await account())?.candidates).toHaveLength(1);
    expect(await account()).not.toHaveProperty('proof');
  });
});
