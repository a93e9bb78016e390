import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';
import { call } from './calls';

let service: WholeService;
let configuration: Server;
let passwords: Server;
beforeAll(async () => {
  service = await WholeService.open();
  await service.connect();
  configuration = service.serve('configuration');
  passwords = service.serve('passwords');
  const { state } = service.workspace.google;
  state.putUser({ ...state.users.find('carol@example.com')!, orgUnitPath: '/Équipe/Ventes' });
});
afterAll(() => {
  service.close();
});

// Google treats the two units as the same, so no user is left out silently.
test.each<[string, string, string, boolean]>([
  ['with its accents apart (NFD)', '/E\u0301quipe', '/Équipe', true],
  ['in small letters', '/équipe/ventes', '/équipe/ventes', true],
  ['in capitals, with accents apart', '/E\u0301QUIPE', '/ÉQUIPE', true],
  ['with a zero width space behind it', '/Équipe\u200b', '/Équipe', true],
  ['with a zero width space after a slash', '/Équipe/\u200bVentes', '/Équipe/Ventes', true],
  ['with a soft hyphen inside', '/Équi\u00adpe', '/Équipe', true],
  ['without its accent, which is another unit', '/Equipe', '/Equipe', false],
  ['that only begins like it', '/Équip', '/Équip', false],
])('a unit %s', async (_name, sent, saved, inScope) => {
  const answer = await call(configuration, 'put', '/v1/policy').send({ orgUnitPaths: [sent] });
  expect(answer.body).toMatchObject({ policy: { orgUnitPaths: [saved] } });
  const status = await request(passwords).get('/v1/users/carol@example.com');
  expect(status.body).toMatchObject({ preflight: { orgUnitPath: '/Équipe/Ventes', inScope } });
});

test('a unit named twice, in two ways, is kept once, as first written', async () => {
  const answer = await call(configuration, 'put', '/v1/policy').send({
    orgUnitPaths: ['/Sales', '/sales/', '/Staff', '/STAFF'],
  });
  expect(answer.body).toMatchObject({ policy: { orgUnitPaths: ['/Sales', '/Staff'] } });
});

// Some programs copy every space as a no-break space. The unit's name may also contain one.
test.each([
  ['/Field sales', '/Field\u00a0sales'],
  ['/Field\u00a0sales', '/Field sales'],
  ['/Field\u2009sales\u2060', '/Field sales'],
])('Google has a user in %j, and %j is saved', async (orgUnitPath, sent) => {
  const { state } = service.workspace.google;
  state.putUser({ ...state.users.find('dave@example.com')!, orgUnitPath });
  const answer = await call(configuration, 'put', '/v1/policy').send({ orgUnitPaths: [sent] });
  expect(answer.body).toMatchObject({ policy: { orgUnitPaths: ['/Field sales'] } });
  const status = await request(passwords).get('/v1/users/dave@example.com');
  expect(status.body).toMatchObject({ preflight: { inScope: true } });
});

test('two units that differ only by a joiner, which shapes letters, are different', async () => {
  const units = ['/می\u200cخواهم', '/میخواهم'];
  const answer = await call(configuration, 'put', '/v1/policy').send({ orgUnitPaths: units });
  expect(answer.body).toMatchObject({ policy: { orgUnitPaths: units } });
});

describe('a unit without users at Google', () => {
  const saved = async (orgUnitPaths: readonly string[]): Promise<unknown> => {
    const answer = await call(configuration, 'put', '/v1/policy').send({ orgUnitPaths });
    expect([answer.status, answer.body]).toMatchObject([200, { policy: { orgUnitPaths } }]);
    return (answer.body as { unitsWithoutUsers?: unknown }).unitsWithoutUsers;
  };

  test('is saved, as users may come later, and the answer names it', async () => {
    expect(await saved(['/Nowhere', '/équipe', '/Équipes'])).toStrictEqual([
      '/Nowhere',
      '/Équipes',
    ]);
    expect(await saved(['/Équipe/Ventes', '/'])).toBeUndefined();
    expect(await saved([])).toBeUndefined();
    const later = await call(configuration, 'get', '/v1/configuration');
    expect(later.body).not.toHaveProperty('unitsWithoutUsers');
  });

  test('is found whatever characters its path contains', async () => {
    const orgUnitPath = "/O'Brien \\ 'x' OR orgUnitPath='/ ' x";
    expect(await saved([orgUnitPath])).toStrictEqual([orgUnitPath]);
    const { state } = service.workspace.google;
    state.putUser({ ...state.users.find('bob@example.com')!, orgUnitPath });
    expect(await saved([orgUnitPath])).toBeUndefined();
  });

  test('is named if Google calls it invalid, but not if Google gives no answer', async () => {
    const { faults } = service.workspace.wire;
    const answering = (status: number, message: string): void => {
      const body = JSON.stringify({ error: { code: status, message, errors: [] } });
      const fault = { kind: 'error', status, body, mediaType: 'application/json' } as const;
      faults.set([{ operations: ['users.list'], fault }]);
    };
    answering(400, 'Invalid Input: INVALID_OU_ID');
    expect(await saved(['/Nowhere'])).toStrictEqual(['/Nowhere']);
    answering(503, 'Backend Error');
    expect(await saved(['/Nowhere'])).toBeUndefined();
    faults.set([{ operations: ['token'], fault: { kind: 'error', status: 500, body: '' } }]);
    service.clock.advance(4_000_000);
    expect(await saved(['/Nowhere'])).toBeUndefined();
    faults.set([]);
  });

  test('is not looked up while nothing is connected', async () => {
    await call(configuration, 'delete', '/v1/configuration').expect(204);
    expect(await saved(['/Nowhere'])).toBeUndefined();
  });
});
