import { type Server } from 'node:http';
import request from 'supertest';
import { type Account, userId } from '../../../functions/domain/account';
import { durationMs, epochMs } from '../../../functions/domain/time';
import { type AccountStore } from '../../../functions/ports/account-store';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { asCaller } from '../../fakes/iam-caller';
import { WholeService } from '../../fakes/whole-service';
import { call, put } from '../configuration/calls';

const ALICE = 'alice@example.com';
const MDM = 'mdm@example.com';
const DESK = 'help-desk@example.com';
const DAY = durationMs(86_400_000);

let service: WholeService;
let passwords: Server;
let alice: WorkspaceUser;
let issued: string;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  passwords = service.serve('passwords');
  const answer = await request(passwords).put(`/v1/users/${ALICE}/password`);
  issued = (answer.body as { password: string }).password;
  alice = service.workspace.user(ALICE)!;
  service.lines.splice(0);
});
afterEach(() => {
  service.close();
});

const path = (query = ''): string => `/v1/users/${alice.id}/password${query}`;
const KEEP = '?keepAtGoogle=true';
const remove = (query = '', server = passwords): request.Test =>
  request(server)
    .delete(path(query))
    .set(asCaller({ email: MDM }));
const account = (): Promise<Account | undefined> =>
  service.platform.accounts.read(userId(alice.id));
const edit = (change: (account: Account) => Account): Promise<void> =>
  service.platform.accounts.transact(userId(alice.id), (found) => ({
    write: change(found!),
    result: undefined,
  }));
const trail = (): unknown[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message }) => message === 'password-audit')
    .map(({ action, version, caller }) => [action, version, caller]);

/** The service in a process that dies at the given write of an account, before or after it. */
function dying(at: number, when: 'before' | 'after'): Server {
  let writes = 0;
  const transact: AccountStore['transact'] = async (id, step, options) => {
    writes += 1;
    if (writes === at && when === 'before') throw new Error('killed');
    const result = await service.platform.accounts.transact(id, step, options);
    if (writes === at) throw new Error('killed');
    return result;
  };
  const accounts = new Proxy(service.platform.accounts, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (key === 'transact') return transact;
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  return service.serve('passwords', { ...service.platform, accounts });
}

const WRITES = [1, 2].flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]);

describe('a process that dies while it forgets a password', () => {
  const gone = async (): Promise<void> => {
    service.workspace.google.removeUser(alice.id);
    await remove().expect(404);
    service.clock.advance(22 * DAY);
  };
  const stays = (): Promise<void> => Promise.resolve();

  test.each(
    WRITES.flatMap(([at, when]) => [
      { at, when, query: KEEP, prepare: stays, action: 'forgotten' },
      { at, when, query: '', prepare: gone, action: 'revoked' },
    ]),
  )('$when write $at leaves no password forgotten without a line: $action', async (step) => {
    const { at, when, query, prepare, action } = step;
    await prepare();
    await remove(query, dying(at, when));
    const isForgotten = (await account())?.current === undefined;
    if (isForgotten) expect(trail()).toStrictEqual([[action, 1, MDM]]);
    service.clock.advance(26_000); // the lease expires
    await remove(query).expect(204);
    expect((await account())?.status).toBe('revoked');
    const lines = trail();
    expect(lines.length).toBeGreaterThanOrEqual(1);
    expect(lines.length).toBeLessThanOrEqual(2); // one line more, because the process was killed once
    for (const line of lines) expect(line).toStrictEqual([action, 1, MDM]);
  });

  test('the password is returned again once its lease has expired', async () => {
    await remove(KEEP, dying(1, 'after')).expect(500);
    await request(passwords).get(path()).expect(503);
    service.clock.advance(26_000);
    const told = await request(passwords).get(path()).expect(200);
    expect(told.body).toMatchObject({ password: issued });
    expect(await account()).not.toHaveProperty('lease');
  });
});

test('the lease of a clock that ran ahead delays no caller who forgets a password', async () => {
  const until = epochMs(service.clock.now() + 10 * DAY);
  await edit((found) => ({ ...found, lease: { holder: 'ahead', until } }));
  await remove(KEEP).expect(409);
  service.clock.advance(6_000);
  await remove(KEEP).expect(204);
});

test('a deleted user who never had a password has none revoked', async () => {
  await edit(({ current: _, nextRotationAt: __, ...found }) => ({
    ...found,
    status: 'no-password',
  }));
  service.workspace.google.removeUser(alice.id);
  for (let days = 0; days < 44; days += 22) {
    await remove().expect(404);
    service.clock.advance(22 * DAY);
  }
  expect(trail()).toStrictEqual([]);
});

describe('a password that was forgotten only here', () => {
  test('is revoked at Google by a revocation: 204 says that nobody knows it', async () => {
    await remove(KEEP).expect(204);
    expect(service.workspace.passwordMatches(ALICE, issued)).toBe(true);
    await remove().expect(204);
    expect(service.workspace.passwordMatches(ALICE, issued)).toBe(false);
    await remove().expect(204);
    await remove(KEEP).expect(204);
    expect(trail()).toStrictEqual([
      ['forgotten', 1, MDM],
      ['revoked', 2, MDM],
    ]);
  });

  test('stays forgotten when Google refuses the revocation', async () => {
    await remove(KEEP).expect(204);
    service.workspace.wire.faults.set([
      { operations: ['users.update'], fault: { kind: 'error', status: 403 } as never },
    ]);
    const refused = await remove();
    expect(refused.status).toBeGreaterThanOrEqual(500);
    service.workspace.wire.faults.set([]);
    service.clock.advance(31_000);
    await remove().expect(204);
    expect(service.workspace.passwordMatches(ALICE, issued)).toBe(false);
  });

  test('is not called revoked while the deleted user can be restored', async () => {
    await remove(KEEP).expect(204);
    service.workspace.google.removeUser(alice.id);
    await remove().expect(404);
    service.clock.advance(22 * DAY);
    await remove().expect(204); // nobody can restore the user any more
    expect(trail()).toStrictEqual([['forgotten', 1, MDM]]);
  });

  test('is no longer wanted anew once it was forgotten again', async () => {
    await remove(KEEP).expect(204);
    const now = service.clock.now();
    await edit((found) => ({ ...found, status: 'no-password', wantedSince: now, retryAt: now }));
    await remove(KEEP);
    expect(await account()).toMatchObject({ status: 'revoked', leftAtGoogle: true });
    expect(await account()).not.toHaveProperty('retryAt');
  });

  test('and issued again is like any other', async () => {
    await remove(KEEP).expect(204);
    await request(passwords).put(path()).expect(201);
    expect(await account()).not.toHaveProperty('leftAtGoogle');
  });
});

describe('the passwords of another Workspace', () => {
  const connect = async (customerId: string): Promise<void> => {
    const admin = service.workspace.user(service.workspace.adminUsername)!;
    service.workspace.google.state.putUser({ ...admin, customerId });
    await put(configuration, {
      adminUsername: service.workspace.adminUsername,
      serviceAccountKey: service.workspace.keyFile(),
    }).expect(200);
  };
  let configuration: Server;
  beforeEach(() => {
    configuration = service.serve('configuration');
  });
  const forget = (): request.Test =>
    call(configuration, 'delete', '/v1/accounts?customerId=C03simu1a');

  test('left at Google are not taken for gone because of the other one’s 404s', async () => {
    await remove(KEEP).expect(204);
    await connect('C0other01');
    service.workspace.google.removeUser((await account())!.userId);
    for (let day = 0; day < 32; day += 8) {
      await request(passwords)
        .delete(`/v1/users/${(await account())!.userId}/password`)
        .expect(404);
      service.clock.advance(8 * 86_400_000);
    }
    expect(await account()).toMatchObject({ leftAtGoogle: true, customerId: 'C03simu1a' });
  });

  test('once forgotten, and revoked before, delay no user whom Google shows under a new id', async () => {
    await remove(KEEP).expect(204); // it has no password left, but its id
    await request(passwords).put('/v1/users/bob@example.com/password').expect(201);
    await connect('C0other01'); // the same users, after Google gave the Workspace another id
    await request(passwords).put('/v1/users/bob@example.com/password').expect(409);
    expect((await forget().expect(200)).body).toStrictEqual({ forgotten: 1 });
    for (const user of [ALICE, 'bob@example.com']) {
      await request(passwords).put(`/v1/users/${user}/password`).expect(201);
      await request(passwords).get(`/v1/users/${user}/password`).expect(200);
    }
    expect(await account()).toMatchObject({ customerId: 'C0other01' });
  });

  test('are not called revoked by the connected one, which has no such user', async () => {
    await connect('C0other01');
    service.workspace.google.removeUser(alice.id);
    await forget().expect(200);
    await remove().expect(404);
  });
});

test('a revocation completed by another caller’s issue has its own caller in its line, and 201 says issued', async () => {
  service.workspace.wire.faults.set([
    { operations: ['users.update'], fault: { kind: 'lost-reply' } },
  ]);
  await remove().expect(503);
  service.workspace.wire.faults.set([]);
  service.clock.advance(31_000);
  await request(passwords)
    .put(path())
    .set(asCaller({ email: DESK }))
    .expect(201);
  expect(trail()).toStrictEqual([
    ['revoked', 2, MDM],
    ['issued', 3, DESK],
  ]);
});
