import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';

const ALICE = '/v1/users/alice@example.com/password';

type Told = { userId: string; password: string; version: number };

describe('the password calls when something is wrong', () => {
  let service: WholeService;
  beforeEach(async () => {
    service = await WholeService.open();
  });
  afterEach(() => {
    service.close();
  });

  test('nothing works before Google is connected, and the problem says so', async () => {
    const server = service.serve('passwords');
    for (const method of ['put', 'get', 'delete'] as const) {
      const response = await request(server)[method](ALICE).expect(409);
      expect(response.body).toMatchObject({
        type: 'urn:google-apps-passwords:problem:not-configured',
        retry: 'after-change',
      });
    }
  });

  test('users outside the scope are refused', async () => {
    await service.connect({ orgUnitPaths: ['/Contractors'] });
    const server = service.serve('passwords');
    await request(server).put(ALICE).expect(409);
    await request(server).put('/v1/users/erin@example.com/password').expect(201);
  });

  test('withdrawn delegation needs the administrator: 409 configuration-failing', async () => {
    await service.connect();
    service.workspace.google.state.delegation.clear();
    const response = await request(service.serve('passwords')).put(ALICE).expect(409);
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:configuration-failing',
      detail: expect.stringContaining('delegation-missing') as string,
    });
    const { instance } = response.body as { instance: string };
    const failures = service.lines.filter((line) => line.includes('"message":"google-failure"'));
    expect(failures.map((line) => JSON.parse(line) as object)).toMatchObject([
      { call: 'token', code: 'delegation-missing', requestId: instance.replace('urn:uuid:', '') },
    ]);
  });

  test('one lost reply is settled within the request', async () => {
    await service.connect();
    const server = service.serve('passwords');
    service.workspace.wire.faults.set([
      { operations: ['users.update'], times: 1, fault: { kind: 'lost-reply' } },
    ]);
    const issued = (await request(server).put(ALICE).expect(201)).body as Told;
    expect(service.workspace.passwordMatches('alice@example.com', issued.password)).toBe(true);
    // An earlier call may still arrive, so no different password is sent for 30 s.
    const rotation = await request(server).post(`${ALICE}/rotation`).expect(503);
    expect(rotation.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:outcome-unknown',
    });
    expect(rotation.headers['retry-after']).toBe('30');
    service.clock.advance(30_001);
    await request(server).post(`${ALICE}/rotation`).expect(200);
  });

  test('a Google that answers nothing leaves 503 outcome-unknown, and the next read settles it', async () => {
    await service.connect();
    const server = service.serve('passwords');
    service.workspace.wire.faults.set([
      { operations: ['users.update'], fault: { kind: 'lost-reply' } },
    ]);
    const unknown = await request(server).put(ALICE).expect(503);
    expect(unknown.body).toMatchObject({ retry: 'same-request' });
    await request(server).get(ALICE).expect(503);
    service.workspace.wire.faults.set([]);
    const read = (await request(server).get(ALICE).expect(200)).body as Told;
    expect(service.workspace.passwordMatches('alice@example.com', read.password)).toBe(true);
  });

  test('a quota refusal by Google is 503 quota-exceeded, and nothing was recorded as sent', async () => {
    await service.connect();
    const server = service.serve('passwords');
    service.workspace.wire.faults.set([
      {
        operations: ['users.update'],
        times: 1,
        fault: { kind: 'error', status: 403, reason: 'quotaExceeded' },
      },
    ]);
    const response = await request(server).put(ALICE).expect(503);
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:quota-exceeded',
    });
    expect(response.headers['retry-after']).toBe('5');
    await request(server).put(ALICE).expect(201);
  });

  test('a password that Google refuses is 502, and the next issue makes another', async () => {
    await service.connect();
    const server = service.serve('passwords');
    service.workspace.wire.faults.set([
      {
        operations: ['users.update'],
        times: 1,
        fault: { kind: 'error', status: 400, reason: 'invalid', message: 'Invalid Password' },
      },
    ]);
    const refused = await request(server).put(ALICE).expect(502);
    expect(refused.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:directory-refused',
    });
    const issued = (await request(server).put(ALICE).expect(201)).body as Told;
    expect(service.workspace.passwordMatches('alice@example.com', issued.password)).toBe(true);
  });

  test('a user whom Google is still creating is 503 user-not-ready', async () => {
    await service.connect();
    const server = service.serve('passwords');
    service.workspace.wire.faults.set([
      {
        operations: ['users.update'],
        times: 1,
        fault: { kind: 'error', status: 412, reason: 'conditionNotMet' },
      },
    ]);
    const response = await request(server).put(ALICE).expect(503);
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:user-not-ready',
    });
    await request(server).put(ALICE).expect(201);
  });

  test('an Apple device gets a profile that contains the password', async () => {
    await service.connect();
    const server = service.serve('passwords');
    const { password } = (await request(server).put(ALICE)).body as Told;
    const profile = await request(server)
      .get('/v1/users/alice@example.com/activesync')
      .set('accept', 'application/x-apple-aspen-config')
      .buffer(true)
      .parse((stream, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        stream.on('end', () => {
          done(null, text);
        });
      });
    expect(profile.headers['content-type']).toBe('application/x-apple-aspen-config');
    expect(profile.headers['cache-control']).toBe('no-store');
    expect(profile.body).toContain(
      `<key>Password</key><string>${password.replaceAll('&', '&amp;')}</string>`,
    );
  });

  test('a user deleted at Google is reported as such, and nothing is forgotten: the user can be restored', async () => {
    await service.connect();
    const server = service.serve('passwords');
    const { userId, password } = (await request(server).put(ALICE)).body as Told;
    service.workspace.google.state.users.remove(userId);
    const response = await request(server).delete(ALICE).expect(404);
    expect(response.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:user-not-found',
    });
    const read = await request(server).get(`/v1/users/${userId}/password`).expect(200);
    expect((read.body as Told).password).toBe(password);
  });

  test('a candidate that Google refuses on a later attempt leaves the outcome unknown', async () => {
    await service.connect();
    const server = service.serve('passwords');
    const invalid = {
      kind: 'error',
      status: 400,
      reason: 'invalid',
      message: 'Invalid Password',
    } as const;
    service.workspace.wire.faults.set([
      { operations: ['users.update'], times: 3, fault: { kind: 'lost-request' } },
      { operations: ['users.update'], times: 1, fault: invalid },
    ]);
    await request(server).put(ALICE).expect(503);
    const refused = await request(server).put(ALICE).expect(503);
    expect(refused.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:outcome-unknown',
    });
    service.clock.advance(30_001);
    const issued = (await request(server).put(ALICE).expect(201)).body as Told;
    expect(service.workspace.passwordMatches('alice@example.com', issued.password)).toBe(true);
  });
});
