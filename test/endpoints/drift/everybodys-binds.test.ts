import { type ConfigurationAnswer } from '../../../functions/api/configuration';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { GOOD } from '../../fixtures/ldap-certificates';
import { call, putSecureLdap, VIEWER } from '../configuration/calls';
import { Drifting } from './drifting';

// Secure LDAP says nothing of several users in a row, after a bind had worked.

let world: Drifting;
let people: readonly WorkspaceUser[];
beforeEach(async () => {
  world = await Drifting.open({ periodDays: 0, proveEveryDays: 0 }, { users: 20 });
  await putSecureLdap(world.configuration, GOOD).expect(200);
  people = [...world.service.workspace.google.state.users]
    .filter(({ isAdmin, isDelegatedAdmin, suspended, archived }) =>
      [isAdmin, isDelegatedAdmin, suspended, archived].every((is) => !is),
    )
    .slice(0, 6);
  for (const { id } of people) await world.ask('put', `${id}/password`).expect(201);
  world.service.ldap.matches = () => true;
  await prove(0);
});
afterEach(() => {
  world.close();
});

const prove = async (...numbers: readonly number[]): Promise<void> => {
  for (const number of numbers) {
    world.service.clock.advance(2_000);
    await world.ask('post', `${people[number]!.id}/password/proof`).expect(200);
  }
};
const link = async (): Promise<{ readonly state: string } | undefined> => {
  const read = await call(world.configuration, 'get', '/v1/configuration', VIEWER).expect(200);
  const { secureLdap } = read.body as ConfigurationAnswer;
  return secureLdap?.verification.links.find(({ id }) => id === 'ldap-bind');
};
test('five users in a row: the link fails with the code, once, until somebody checks again and a bind works', async () => {
  world.service.ldap.failure = 'ldap-not-allowed';
  await prove(1, 2, 3, 4, 4, 4);
  expect((await link())?.state).toBe('ok');
  await prove(5, 0);
  expect(await link()).toMatchObject({ state: 'failing', code: 'ldap-not-allowed' });
  expect(await world.events()).toStrictEqual(['secure-ldap.failing']);
  const path = '/v1/secure-ldap/verification';
  await call(world.configuration, 'post', path, VIEWER).expect(200);
  expect(await link()).toMatchObject({ state: 'waiting', code: 'ldap-not-allowed' });
  world.service.ldap.failure = undefined;
  await prove(0);
  expect((await link())?.state).toBe('ok');
});

test('a bind that works in between: each is that user’s own', async () => {
  for (const number of [1, 2, 3, 4, 5]) {
    world.service.ldap.failure = 'ldap-not-allowed';
    await prove(number);
    world.service.ldap.failure = undefined;
    await prove(0);
  }
  expect((await link())?.state).toBe('ok');
  expect(await world.events()).toStrictEqual([]);
});

test('users who may not be checked, and are tried again together, are no new trouble', async () => {
  for (const number of [1, 2, 3, 4, 5]) {
    world.service.ldap.failure = 'ldap-not-allowed';
    await prove(number);
    world.service.ldap.failure = undefined;
    await prove(0);
  }
  world.service.ldap.failure = 'ldap-not-allowed';
  await prove(1, 2, 3, 4, 5);
  expect((await link())?.state).toBe('ok');
});
