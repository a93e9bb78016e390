import { type Server } from 'node:http';
import request from 'supertest';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { WholeService } from '../../fakes/whole-service';
import { Rotating } from '../rotation/rotating';

const ALICE = '/v1/users/alice@example.com';

type Preflight = { passwordCanWork: boolean; notices: readonly { code: string }[] };

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

const alice = (): WorkspaceUser => service.workspace.user('alice@example.com')!;
const atGoogle = (change: Partial<WorkspaceUser>): void => {
  service.workspace.google.state.putUser({ ...alice(), ...change });
};
const preflight = async (): Promise<Preflight> =>
  ((await request(server).get(ALICE).expect(200)).body as { preflight: Preflight }).preflight;
const notices = async (): Promise<readonly string[]> =>
  (await preflight()).notices.map(({ code }) => code);

describe('a user who has to choose another password at the next sign-in', () => {
  test('no longer has to once a password was issued', async () => {
    atGoogle({ changePasswordAtNextLogin: true });
    expect(await preflight()).toMatchObject({
      passwordCanWork: true,
      changePasswordAtNextLogin: true,
    });
    expect(await notices()).toContain('change-password-at-next-login');
    const { password } = (await request(server).put(`${ALICE}/password`).expect(201)).body as {
      password: string;
    };
    expect(service.workspace.passwordMatches('alice@example.com', password)).toBe(true);
    expect(alice().changePasswordAtNextLogin).toBe(false);
    expect(await notices()).toStrictEqual(['google-sync-ended']);
  });

  test('can not use the existing password until it is rotated', async () => {
    await request(server).put(`${ALICE}/password`).expect(201);
    atGoogle({ changePasswordAtNextLogin: true });
    expect(await preflight()).toMatchObject({ passwordCanWork: false });
    await request(server).post(`${ALICE}/password/rotation`).expect(200);
    expect(alice().changePasswordAtNextLogin).toBe(false);
    expect(await preflight()).toMatchObject({ passwordCanWork: true });
  });

  test('still has to when the password is revoked', async () => {
    await request(server).put(`${ALICE}/password`).expect(201);
    atGoogle({ changePasswordAtNextLogin: true });
    await request(server).delete(`${ALICE}/password`).expect(204);
    expect(alice().changePasswordAtNextLogin).toBe(true);
  });
});

test('nothing about it is sent for any other user', async () => {
  await request(server).put(`${ALICE}/password`).expect(201);
  expect(alice()).not.toHaveProperty('changePasswordAtNextLogin');
});

test.each([
  ['who has not agreed to the terms', { agreedToTerms: false }, 'terms-not-agreed'],
  ['without a mailbox', { isMailboxSetup: false }, 'mailbox-not-set-up'],
])('the preflight of a user %s says so', async (_, change, code) => {
  expect(await notices()).toStrictEqual(['google-sync-ended']);
  atGoogle(change);
  expect(await preflight()).toMatchObject(change);
  expect(await notices()).toContain(code);
});

test.each(['/v1/issuances', '/v1/rotations'] as const)(
  'a run of %s clears it as well',
  async (path) => {
    const world = await Rotating.open();
    const { workspace } = world.service;
    if (path === '/v1/rotations') await world.hasOne(workspace.user('alice@example.com')!);
    const user = workspace.user('alice@example.com')!;
    workspace.google.state.putUser({ ...user, changePasswordAtNextLogin: true });
    const runId = await world.start(path, { orgUnitPath: '/Employees' });
    await world.queue.drain();
    expect(await world.run(runId)).toMatchObject({ state: 'finished' });
    expect(workspace.user('alice@example.com')?.changePasswordAtNextLogin).toBe(false);
    world.close();
  },
);
