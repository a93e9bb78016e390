import request from 'supertest';
import { type Server } from 'node:http';
import { WholeService } from '../../fakes/whole-service';

const ALICE = '/v1/users/alice@example.com/password';

type Told = { userId: string; password: string; version: number };

describe('the password calls', () => {
  let service: WholeService;
  let server: Server;
  beforeEach(async () => {
    service = await WholeService.open();
    await service.connect();
    server = service.serve('passwords');
  });
  afterEach(() => {
    service.close();
  });

  const told = (response: request.Response): Told => response.body as Told;
  const holds = (password: string): boolean =>
    service.workspace.passwordMatches('alice@example.com', password);

  test('issue gives 201 with the password that Google holds, and 200 with the same one after', async () => {
    const first = await request(server).put(ALICE).expect(201);
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.body).toStrictEqual({
      userId: service.workspace.user('alice@example.com')?.id,
      primaryEmail: 'alice@example.com',
      password: expect.stringMatching(/^[\x21-\x7e]{24}$/) as string,
      version: 1,
      setAt: '2026-01-01T00:00:00.000Z',
      nextRotationAt: expect.stringMatching(/^2026-01-(2[89]|3\d)|^2026-02-0[1-3]/) as string,
    });
    expect(holds(told(first).password)).toBe(true);
    const second = await request(server).put(ALICE).expect(200);
    expect(second.body).toStrictEqual(first.body);
  });

  test('an alias and an id lead to the same password', async () => {
    const { userId, password } = told(await request(server).put(ALICE));
    const byAlias = await request(server).get('/v1/users/alice.martin%40example.com/password');
    const byId = await request(server).get(`/v1/users/${userId}/password`);
    expect(told(byAlias).password).toBe(password);
    expect(told(byId).password).toBe(password);
  });

  test('rotate replaces the password; the old one is dead', async () => {
    const issued = told(await request(server).put(ALICE));
    const rotated = told(await request(server).post(`${ALICE}/rotation`).expect(200));
    expect(rotated.version).toBe(2);
    expect(holds(issued.password)).toBe(false);
    expect(holds(rotated.password)).toBe(true);
    expect(told(await request(server).get(ALICE)).password).toBe(rotated.password);
  });

  test('the same Idempotency-Key gives the same version, another key a new one', async () => {
    await request(server).put(ALICE);
    const rotate = (key: string): Promise<request.Response> =>
      request(server).post(`${ALICE}/rotation`).set('idempotency-key', key);
    expect(told(await rotate('a')).version).toBe(2);
    expect(told(await rotate('a')).version).toBe(2);
    expect(told(await rotate('b')).version).toBe(3);
  });

  test('revoke scrambles the password, forgets it, and can be repeated', async () => {
    const issued = told(await request(server).put(ALICE));
    await request(server).delete(ALICE).expect(204);
    expect(holds(issued.password)).toBe(false);
    const read = await request(server).get(ALICE).expect(404);
    expect(read.body).toMatchObject({ type: 'urn:google-apps-passwords:problem:no-password' });
    await request(server).delete(ALICE).expect(204);
    const again = told(await request(server).put(ALICE).expect(201));
    expect(again.version).toBe(3);
    expect(holds(again.password)).toBe(true);
  });

  test('status describes the user without the password', async () => {
    const { password } = told(await request(server).put(ALICE));
    const status = await request(server).get('/v1/users/alice@example.com').expect(200);
    expect(status.body).toMatchObject({
      primaryEmail: 'alice@example.com',
      status: 'active',
      version: 1,
      setAt: '2026-01-01T00:00:00.000Z',
      preflight: { canIssue: true, passwordCanWork: true, namedBy: 'primary-address' },
    });
    expect(status.text).not.toContain(password);
    expect(status.text).toContain('https://support.google.com/a/answer/14114704');
  });

  test('2-step verification is reported before a password is issued', async () => {
    const status = await request(server).get('/v1/users/ivan@example.com').expect(200);
    expect(status.body).toMatchObject({
      status: 'no-password',
      preflight: { canIssue: true, passwordCanWork: false, twoStepEnforced: true },
    });
  });

  test('ActiveSync settings come as JSON', async () => {
    const { password } = told(await request(server).put(ALICE));
    const settings = await request(server)
      .get('/v1/users/alice@example.com/activesync')
      .expect(200);
    expect(settings.headers['cache-control']).toBe('no-store');
    expect(settings.body).toStrictEqual({
      host: 'm.google.com',
      emailAddress: 'alice@example.com',
      userName: 'alice@example.com',
      password,
      ssl: true,
    });
  });

  test.each([
    ['an administrator', 'admin@example.com', 403, 'admin-account'],
    ['a delegated administrator', 'helpdesk@example.com', 403, 'admin-account'],
    ['a suspended user', 'frank@example.com', 409, 'user-suspended'],
    ['an archived user', 'grace@example.com', 409, 'user-suspended'],
    ['nobody that Google knows', 'nobody@example.com', 404, 'user-not-found'],
  ])('issue for %s is refused and changes nothing', async (_, user, status, code) => {
    const response = await request(server).put(`/v1/users/${user}/password`).expect(status);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.body).toMatchObject({ type: `urn:google-apps-passwords:problem:${code}` });
    expect(service.workspace.wire.statistics.report().calls['users.update']).toBe(0);
  });
});
