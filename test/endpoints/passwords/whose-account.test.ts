import { type Server } from 'node:http';
import request from 'supertest';
import { type Account, userId } from '../../../functions/domain/account';
import { durationMs } from '../../../functions/domain/time';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { WholeService } from '../../fakes/whole-service';
import { call, put } from '../configuration/calls';

const ALICE = 'alice@example.com';
const DAY = durationMs(86_400_000);

let service: WholeService;
let passwords: Server;
let configuration: Server;
let alice: WorkspaceUser;
let issued: string;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  passwords = service.serve('passwords');
  configuration = service.serve('configuration');
  service.clock.advance(6_000); // more than the clocks of two instances may differ
  const answer = await request(passwords).put(`/v1/users/${ALICE}/password`);
  issued = (answer.body as { password: string }).password;
  alice = service.workspace.user(ALICE)!;
});
afterEach(() => {
  service.close();
});

const path = (): string => `/v1/users/${alice.id}/password`;
const account = (): Promise<Account | undefined> =>
  service.platform.accounts.read(userId(alice.id));
const connect = async (customerId: string): Promise<void> => {
  service.clock.advance(1_000);
  const admin = service.workspace.user(service.workspace.adminUsername)!;
  service.workspace.google.state.putUser({ ...admin, customerId });
  await put(configuration, {
    adminUsername: service.workspace.adminUsername,
    serviceAccountKey: service.workspace.keyFile(),
  }).expect(200);
};

/** As for a customer that Google does not name. */
const forgetWhoseIsConnected = (): Promise<void> =>
  service.platform.configurations.transact(({ customerId: _, ...write }) => ({
    write,
    result: undefined,
  }));

/** An account of the first release, or one whose Workspace was unknown when it was issued. */
const bindTo = (customerId: null | undefined): Promise<void> =>
  service.platform.accounts.transact(userId(alice.id), (found) => {
    const { customerId: _, ...rest } = found!;
    return {
      write: { ...rest, ...(customerId === undefined ? {} : { customerId }) },
      result: undefined,
    };
  });

describe.each([
  ['of the first release', undefined],
  ['whose Workspace Google did not name', null],
])('an account %s', (_, customerId) => {
  beforeEach(() => bindTo(customerId));
  const elsewhere = async (): Promise<void> => {
    await connect('C0other01');
    service.workspace.google.removeUser(alice.id);
  };

  test('is returned by id without a call to Google under the connection that issued it', async () => {
    if (customerId === null) await forgetWhoseIsConnected();
    service.workspace.wire.faults.set([
      { operations: ['users.get'], fault: { kind: 'lost-request' } },
    ]);
    const told = await request(passwords).get(path()).expect(200);
    expect(told.body).toMatchObject({ password: issued });
  });

  test('is returned by id under a later connection only once Google has shown the user', async () => {
    await connect('C03simu1a');
    const told = await request(passwords).get(path()).expect(200);
    expect(told.body).toMatchObject({ password: issued });
    expect(await account()).toMatchObject({ customerId: 'C03simu1a' });
  });

  test('is not returned while another Workspace is connected', async () => {
    await elsewhere();
    for (const asked of [path(), `/v1/users/${alice.id}/activesync`]) {
      const answer = await request(passwords).get(asked).expect(404);
      expect(answer.text).not.toContain(issued);
    }
  });

  test('is not returned while none is connected', async () => {
    await call(configuration, 'delete', '/v1/configuration').expect(204);
    await request(passwords).get(path()).expect(409);
  });

  test('is not called gone by another Workspace, and is returned under its own again', async () => {
    await elsewhere();
    for (let days = 0; days < 44; days += 22) {
      await request(passwords).delete(path()).expect(404);
      service.clock.advance(22 * DAY);
    }
    expect(await account()).not.toHaveProperty('goneSince');
    service.workspace.google.state.putUser(alice);
    await connect('C03simu1a');
    const told = await request(passwords).get(path()).expect(200);
    expect(told.body).toMatchObject({ password: issued });
  });

  test('can still be forgotten here', async () => {
    await elsewhere();
    await request(passwords).delete(`${path()}?keepAtGoogle=true`).expect(204);
  });
});

test.each(['/v1/users/ID', '/v1/users/ID/password/rotation', '/v1/users/ID/password'])(
  'unknown to Google when %s is requested is no longer returned by id',
  async (asked) => {
    service.workspace.google.removeUser(alice.id);
    const method = asked.endsWith('/rotation')
      ? 'post'
      : asked.endsWith('/password')
        ? 'put'
        : 'get';
    await request(passwords)[method](asked.replace('ID', alice.id)).expect(404);
    await request(passwords).get(path()).expect(404);
    service.workspace.google.state.putUser(alice);
    await request(passwords).get(path()).expect(200);
    expect(await account()).not.toHaveProperty('goneSince');
  },
);
