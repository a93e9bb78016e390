import { type Server } from 'node:http';
import request from 'supertest';
import { type AccountStore } from '../../../functions/ports/account-store';
import { type FaultRule } from '../../../local/workspace/fault';
import { asCaller } from '../../fakes/iam-caller';
import { WholeService } from '../../fakes/whole-service';

const ALICE = '/v1/users/alice@example.com/password';
const MDM = 'mdm@example.com';
const DESK = 'help-desk@example.com';
const NOTHING_COMES_BACK: FaultRule = {
  operations: ['users.update'],
  fault: { kind: 'lost-reply' },
};

type Line = Readonly<Record<string, unknown>>;

let service: WholeService;
let server: Server;
let id: string;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  server = service.serve('passwords');
  id = service.workspace.user('alice@example.com')?.id ?? '';
});
afterEach(() => {
  service.close();
});

const by = (email: string, method: 'put' | 'get' | 'post' | 'delete', path = ALICE): request.Test =>
  request(server)[method](path).set(asCaller({ email }));
const lines = (message: string): Line[] =>
  service.lines
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line['message'] === message);
const trail = (): unknown[] =>
  lines('password-audit').map(({ action, version, caller }) => [action, version, caller]);
const lose = (isLost: boolean): void => {
  service.workspace.wire.faults.set(isLost ? [NOTHING_COMES_BACK] : []);
};

describe('the audit trail of one user', () => {
  test('has one line for each change and each read, with caller, user id and time', async () => {
    await by(MDM, 'put').expect(201);
    await by(MDM, 'put').expect(200);
    await by(DESK, 'get').expect(200);
    await by(DESK, 'get', '/v1/users/alice@example.com/activesync').expect(200);
    await by(DESK, 'post', `${ALICE}/rotation`).expect(200);
    await by(MDM, 'delete').expect(204);
    await by(MDM, 'delete').expect(204);
    expect(trail()).toStrictEqual([
      ['issued', 1, MDM],
      ['read', 1, MDM],
      ['read', 1, DESK],
      ['read', 1, DESK],
      ['rotated', 2, DESK],
      ['revoked', 3, MDM],
    ]);
    for (const line of lines('password-audit')) {
      expect(line).toMatchObject({ userId: id, time: '2026-01-01T00:00:00.000Z' });
    }
  });

  test('an issue that another caller’s read settles has lines for both', async () => {
    lose(true);
    await by(MDM, 'put').expect(503);
    expect(trail()).toStrictEqual([]);
    lose(false);
    await by(DESK, 'get').expect(200);
    expect(trail()).toStrictEqual([
      ['issued', 1, MDM],
      ['read', 1, DESK],
    ]);
  });

  test('an issue settled by a repeat of the call has its line once', async () => {
    lose(true);
    await by(MDM, 'put').expect(503);
    lose(false);
    await by(MDM, 'put').expect(201);
    await by(DESK, 'put').expect(200);
    expect(trail()).toStrictEqual([
      ['issued', 1, MDM],
      ['read', 1, DESK],
    ]);
  });

  test.each([
    ['somebody’s read', 'get', 404],
    ['the same call again', 'delete', 204],
  ] as const)('a revocation settled by %s has its line', async (_, method, status) => {
    await by(MDM, 'put').expect(201);
    lose(true);
    await by(MDM, 'delete').expect(503);
    lose(false);
    await by(DESK, method).expect(status);
    expect(trail()).toStrictEqual([
      ['issued', 1, MDM],
      ['revoked', 2, MDM],
    ]);
  });

  test('a password that was never confirmed and is replaced has a line that says so', async () => {
    lose(true);
    await by(MDM, 'put').expect(503);
    lose(false);
    service.clock.advance(31_000);
    await by(DESK, 'delete').expect(204);
    expect(lines('password-audit')).toMatchObject([
      { action: 'issued', version: 1, caller: MDM, unconfirmed: true },
      { action: 'revoked', version: 2, caller: DESK },
    ]);
  });

  test('the line of a process that died while it recorded the outcome is written by the next one', async () => {
    await by(MDM, 'put').expect(201);
    service.lines.splice(0);
    let writes = 0;
    const dying: AccountStore['transact'] = (...given) =>
      (writes += 1) === 2
        ? Promise.reject(new Error('killed'))
        : service.platform.accounts.transact(...given);
    const accounts = new Proxy(service.platform.accounts, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (key === 'transact') return dying;
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
    const doomed = service.serve('passwords', { ...service.platform, accounts });
    await request(doomed)
      .delete(ALICE)
      .set(asCaller({ email: MDM }))
      .expect(500);
    service.clock.advance(26_000); // the lease expires
    await by(DESK, 'get').expect(404);
    expect(trail()).toStrictEqual([
      ['revoked', 2, MDM],
      ['revoked', 2, MDM], // again, because the process was killed before it recorded this
    ]);
  });

  test('a deleted user whose password is forgotten at last has a line', async () => {
    await by(MDM, 'put').expect(201);
    service.workspace.google.removeUser(id);
    await by(DESK, 'delete', `/v1/users/${id}/password`).expect(404);
    service.clock.advance(22 * 86_400_000);
    await by(DESK, 'delete', `/v1/users/${id}/password`).expect(204);
    expect(trail()).toStrictEqual([
      ['issued', 1, MDM],
      ['revoked', 1, DESK],
    ]);
  });

  test('a caller whose token has no address is named by the token’s subject id', async () => {
    await request(server)
      .put(ALICE)
      .set(asCaller({ sub: '104900000000000000001' }))
      .expect(201);
    expect(trail()).toStrictEqual([['issued', 1, '104900000000000000001']]);
  });
});

test.each([
  ['put', '/v1/users/alice@example.com/password', 201],
  ['get', '/v1/users/alice@example.com', 200],
  ['get', '/v1/users/frank@example.com/password', 404],
  ['put', '/v1/users/frank@example.com/password', 409],
] as const)('the line of %s %s names the user by id', async (method, path, status) => {
  const address = decodeURIComponent(path).split('/')[3] ?? '';
  await by(MDM, method, path).expect(status);
  expect(lines('request')).toMatchObject([
    { status, userId: service.workspace.user(address)?.id, time: '2026-01-01T00:00:00.000Z' },
  ]);
  expect(service.lines.join('\n')).not.toContain(address);
});
