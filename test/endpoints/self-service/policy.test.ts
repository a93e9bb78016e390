import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';
import { bodyOf } from './self';

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  server = service.serve('configuration');
});
afterEach(() => {
  service.close();
});

const save = (selfService: unknown): request.Test =>
  request(server)
    .put('/v1/policy')
    .set('x-goog-iap-jwt-assertion', 'system-management@example.com')
    .send({ selfService });

it('is off, and a field that is left out stays as it is', async () => {
  const { policy } = await service.platform.configurations.read();
  expect(policy.selfService).toStrictEqual({ enabled: false, rotationsPerDay: 3 });
  const on = await save({ enabled: true }).expect(200);
  expect(bodyOf(on)).toMatchObject({
    policy: { selfService: { enabled: true, rotationsPerDay: 3 } },
  });
  const fewer = await save({ rotationsPerDay: 0 }).expect(200);
  expect(bodyOf(fewer)).toMatchObject({
    policy: { selfService: { enabled: true, rotationsPerDay: 0 } },
  });
});

it.each([
  [{ enabled: 'true' }, '/selfService/enabled'],
  [{ rotationsPerDay: 21 }, '/selfService/rotationsPerDay'],
  [{ rotationsPerDay: -1 }, '/selfService/rotationsPerDay'],
  [{ rotationsPerDay: 1.5 }, '/selfService/rotationsPerDay'],
  [{ rotationsPerDay: null }, '/selfService/rotationsPerDay'],
  [{ members: [] }, '/selfService/members'],
  [null, '/selfService'],
])('%j is refused, and changes nothing', async (selfService, pointer) => {
  const refused = await save(selfService).expect(400);
  expect(bodyOf(refused)).toMatchObject({ errors: [{ pointer }] });
  const { policy } = await service.platform.configurations.read();
  expect(policy.selfService).toStrictEqual({ enabled: false, rotationsPerDay: 3 });
});
