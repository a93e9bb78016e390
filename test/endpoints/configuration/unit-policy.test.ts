import request from 'supertest';
import { Rotating } from '../rotation/rotating';
import { call } from './calls';

let world: Rotating;
beforeEach(async () => {
  world = await Rotating.open();
});
afterEach(() => {
  world.close();
});

const save = (change: object) => call(world.configuration, 'put', '/v1/policy').send(change);
/** The refusal of a change. */
async function sent(change: object) {
  const answer = await save(change);
  const body = answer.body as { type: string; errors: { pointer: string }[] };
  return { status: answer.status, ...body };
}
const saved = async (change: object): Promise<unknown> => (await save(change).expect(200)).body;
const told = async (): Promise<unknown> =>
  (await call(world.configuration, 'get', '/v1/configuration')).body;
const issue = async (
  address: string,
): Promise<{ password: string; nextRotationAt: string | null }> => {
  const answer = await request(world.passwords).put(`/v1/users/${address}/password`).expect(201);
  return answer.body as { password: string; nextRotationAt: string | null };
};
const move = (address: string, orgUnitPath: string): void => {
  const { state } = world.service.workspace.google;
  state.putUser({ ...state.users.find(address)!, orgUnitPath });
};

test('rules by unit are saved as Google names the unit, and told', async () => {
  const overrides = [
    {
      orgUnitPath: '/Staff/',
      length: 40,
      alphabet: 'abcdefghijk',
      style: 'characters',
      periodDays: 0,
    },
    { orgUnitPath: ' /Staff/Paris', style: 'groups' },
  ];
  const change = { overrides, style: 'groups', autoIssueOrgUnitPaths: ['/Staff/', '/STAFF'] };
  const policy = {
    style: 'groups',
    overrides: [
      { ...overrides[0], orgUnitPath: '/Staff' },
      { orgUnitPath: '/Staff/Paris', style: 'groups' },
    ],
    autoIssueOrgUnitPaths: ['/Staff'],
  };
  expect(await saved(change)).toMatchObject({ policy });
  expect(await told()).toMatchObject({ policy });
  await saved({ overrides: [] });
  expect(await told()).toMatchObject({ policy: { overrides: [], style: 'groups' } });
});

test.each<[object, string[]]>([
  [{ style: 'words' }, ['/style']],
  [{ overrides: {} }, ['/overrides']],
  [{ overrides: [{ orgUnitPath: 'A', length: 30 }] }, ['/overrides/0/orgUnitPath']],
  [{ overrides: [{ orgUnitPath: '/A' }] }, ['/overrides/0/orgUnitPath']],
  [
    { overrides: [{ orgUnitPath: '/A', lenght: 30 }] },
    ['/overrides/0/lenght', '/overrides/0/orgUnitPath'],
  ],
  [
    {
      overrides: [
        { orgUnitPath: '/A', length: 30 },
        { orgUnitPath: '/a/', length: 40 },
      ],
    },
    ['/overrides/1/orgUnitPath'],
  ],
  [{ overrides: [{ orgUnitPath: '/A', length: 8 }] }, ['/overrides/0/length']],
  [
    {
      overrides: [
        { orgUnitPath: '/A', alphabet: '0123456789' },
        { orgUnitPath: '/A/B', length: 14 },
        { orgUnitPath: '/A/B/C', periodDays: 1 },
      ],
    },
    ['/overrides/1/length'],
  ],
  [{ autoIssueOrgUnitPaths: ['A'] }, ['/autoIssueOrgUnitPaths/0']],
  [{ autoIssueOrgUnitPaths: '/A' }, ['/autoIssueOrgUnitPaths']],
])('%j is refused and changes nothing', async (change, pointers) => {
  const before = await told();
  const { status, ...answer } = await sent(change);
  expect([status, answer.type]).toStrictEqual([
    400,
    'urn:google-apps-passwords:problem:invalid-request',
  ]);
  expect(answer.errors.map(({ pointer }) => pointer)).toStrictEqual(pointers);
  expect(await told()).toStrictEqual(before);
});

test('units in which Google lists nobody are named, wherever the policy names them', async () => {
  move('alice@example.com', '/Staff');
  const answer = await saved({
    orgUnitPaths: ['/Staff', '/Saels'],
    overrides: [
      { orgUnitPath: '/staff', periodDays: 7 },
      { orgUnitPath: '/Saels', periodDays: 7 },
      { orgUnitPath: '/Nobody', periodDays: 7 },
    ],
    autoIssueOrgUnitPaths: ['/Staff', '/None'],
  });
  expect(answer).toMatchObject({ unitsWithoutUsers: ['/Saels', '/Nobody', '/None'] });
});

test('a password is made, and due, by the rules of the unit at Google now', async () => {
  await save({
    overrides: [
      { orgUnitPath: '/Staff', style: 'groups', periodDays: 10 },
      { orgUnitPath: '/Staff/Never', periodDays: 0 },
    ],
  }).expect(200);
  move('alice@example.com', '/staff/Paris');
  move('bob@example.com', '/Staff/Never');
  const [alice, bob] = [await issue('alice@example.com'), await issue('bob@example.com')];
  expect(alice.password).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  const days = (Date.parse(alice.nextRotationAt ?? '') - world.service.clock.now()) / 86_400_000;
  expect(days).toBeGreaterThanOrEqual(9);
  expect(days).toBeLessThanOrEqual(11);
  expect(bob.nextRotationAt).toBeNull();
  move('alice@example.com', '/');
  const rotated = await request(world.passwords)
    .post('/v1/users/alice@example.com/password/rotation')
    .expect(200);
  expect((rotated.body as { password: string }).password).toHaveLength(24);
});

test('who appears in a unit gets a password by the tick, with its audit line', async () => {
  await save({ autoIssueOrgUnitPaths: ['/Staff'] }).expect(200);
  move('alice@example.com', '/Staff');
  await world.quarter();
  expect(world.changes('alice@example.com')).toBe(1);
  expect(world.changes('bob@example.com')).toBe(0);
  const [run] = (await world.overview()).runs.concat((await world.overview()).lastRun ?? []);
  expect(run).toMatchObject({
    kind: 'issue',
    scope: { orgUnitPath: '/Staff' },
    startedBy: 'schedule',
  });
  const issued = world.service.lines.filter((line) => line.includes('"action":"issued"'));
  expect(issued).toHaveLength(1);
  expect(issued[0]).toContain('"caller":"schedule"');
  await request(world.passwords).get('/v1/users/alice@example.com/password').expect(200);
  await request(world.passwords).delete('/v1/users/alice@example.com/password').expect(204);
  for (let tick = 0; tick < 5; tick += 1) await world.quarter();
  await request(world.passwords).get('/v1/users/alice@example.com/password').expect(404);
});
