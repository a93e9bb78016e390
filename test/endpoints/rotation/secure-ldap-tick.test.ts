import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';
import { OTHER } from '../../fixtures/ldap-certificates';
import { call, putSecureLdap, VIEWER } from '../configuration/calls';

let service: WholeService;
let configuration: Server;
let rotation: Server;
beforeEach(async () => {
  service = await WholeService.open({ users: 2 });
  await service.connect();
  configuration = service.serve('configuration');
  rotation = service.serve('rotation');
  await putSecureLdap(configuration, OTHER).expect(200);
});
afterEach(() => {
  service.close();
});

const tick = (): request.Test => request(rotation).post('/v1/rotations');
const lines = (): Record<string, unknown>[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message }) => message === 'secure-ldap');
const overview = async (): Promise<unknown> =>
  ((await call(configuration, 'get', '/v1/overview', VIEWER)).body as { secureLdap: unknown })
    .secureLdap;

test('a tick says nothing while Secure LDAP works or waits for its first proof', async () => {
  await tick().expect(202);
  expect(lines()).toStrictEqual([]);
  expect(await overview()).toStrictEqual({
    state: 'waiting',
    notAfter: '2028-12-14T12:00:00.000Z',
  });
});

test('each tick says that Secure LDAP fails, and so does the overview', async () => {
  service.ldap.unreachable = 'ldap-certificate';
  service.clock.advance(86_400_000);
  await tick().expect(202);
  await tick().expect(202);
  const line = {
    severity: 'ERROR',
    state: 'failing',
    link: 'ldap-connect',
    code: 'ldap-certificate',
    daysLeft: 1077,
  };
  expect(lines()).toMatchObject([line, line]);
  expect(await overview()).toStrictEqual({
    state: 'failing',
    notAfter: '2028-12-14T12:00:00.000Z',
    code: 'ldap-certificate',
  });
});

test('each tick says that the certificate expires soon, and the event is published', async () => {
  service.clock.advance(Date.UTC(2028, 11, 1, 12) - service.clock.now());
  await tick().expect(202);
  expect(lines()).toMatchObject([
    {
      severity: 'WARNING',
      state: 'expiring',
      link: 'ldap-certificate',
      code: 'ldap-certificate-expiring',
      daysLeft: 13,
    },
  ]);
  expect(await overview()).toMatchObject({
    state: 'waiting',
    code: 'ldap-certificate-expiring',
  });
  await tick().expect(202);
  const events = (await service.platform.outbox.pending(10)).map(({ type }) => type);
  expect(events).toStrictEqual([]); // the second tick has published it
});

test('of a connection that fails while its certificate expires, a tick says both', async () => {
  service.ldap.unreachable = 'ldap-silent';
  service.clock.advance(Date.UTC(2028, 11, 1, 12) - service.clock.now());
  await tick().expect(202);
  expect(lines().map(({ state, code }) => [state, code])).toStrictEqual([
    ['failing', 'ldap-silent'],
    ['expiring', 'ldap-certificate-expiring'],
  ]);
  expect(await overview()).toMatchObject({ state: 'failing', code: 'ldap-silent' });
});
