import request from 'supertest';
import { type Platform } from '../../../functions/platform';
import { WholeService } from '../../fakes/whole-service';
import { call, VIEWER } from '../configuration/calls';

const DAY = 86_400_000;

let service: WholeService;
beforeEach(async () => {
  service = await WholeService.open();
});
afterEach(() => {
  service.close();
});

const tick = () => request(service.serve('rotation')).post('/v1/rotations').expect(202);
const page = async (platform?: Platform): Promise<string> =>
  (await call(service.serve('configuration', platform), 'get', '/rotation?lang=en', VIEWER)).text;

test('passwords that were issued are counted by the next tick of a day, and drawn', async () => {
  await service.connect();
  expect(await page()).toContain('The first count is made at the next tick');
  const passwords = service.serve('passwords');
  for (const name of ['alice', 'bob']) {
    await request(passwords).put(`/v1/users/${name}@example.com/password`).expect(201);
  }
  service.clock.advance(9 * DAY);
  await tick();
  const text = await page();
  const path = 'M89.1 0h0.8v100h-0.8z';
  expect(text).toContain(`<path class="age-upTo30Days" d="${path}" />`);
  expect(text.split(path)).toHaveLength(2); // Secure LDAP is not connected: there is no other picture
});

test('without a connection the page has no pictures', async () => {
  await tick();
  expect(await page()).not.toContain('id="past"');
});

test('a store that is out of reach costs the page its pictures and nothing else, and is logged', async () => {
  await service.connect();
  const text = await page({
    ...service.platform,
    dailyCounts: {
      ...service.platform.dailyCounts,
      between: () => Promise.reject(new Error('out of reach')),
    },
  });
  expect(text).toContain('The counts could not be read');
  expect(text).toContain('id="now"');
  const lines = service.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ message }) => message === 'unexpected')).toMatchObject([
    { function: 'configuration', requestId: expect.any(String) as string },
  ]);
});

test('while passwords of another Workspace are kept, the page says that no day is counted', async () => {
  await service.connect();
  await request(service.serve('passwords')).put('/v1/users/alice@example.com/password').expect(201);
  await service.platform.configurations.transact((found) => ({
    write: { ...found, customerId: 'C0other' },
    result: undefined,
  }));
  expect(await page()).toContain('No day is counted at present');
});
