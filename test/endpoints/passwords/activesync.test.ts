import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';

const PROFILE = 'application/x-apple-aspen-config';
const JSON_TYPE = 'application/json; charset=utf-8';

let service: WholeService;
let server: Server;
beforeAll(async () => {
  service = await WholeService.open();
  await service.connect();
  server = service.serve('passwords');
  await request(server).put('/v1/users/alice@example.com/password').expect(201);
});
afterAll(() => {
  service.close();
});

test.each([
  ['', JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/json', JSON_TYPE],
  [PROFILE, PROFILE],
  ['Application/X-Apple-Aspen-Config ; Q=0.5', PROFILE],
  [`${PROFILE}, */*;q=0.8`, PROFILE],
  [`application/json;q=0.5, ${PROFILE}`, PROFILE],
  [`${PROFILE};q=0, application/json`, JSON_TYPE],
  [`${PROFILE};q=0`, JSON_TYPE],
  [`${PROFILE};q=0.1, application/json`, JSON_TYPE],
  [`${PROFILE};q=0.5, application/*`, JSON_TYPE],
  [`${PROFILE}-of-another-kind`, JSON_TYPE],
  [`${PROFILE};q=2`, JSON_TYPE],
  ['text/html', JSON_TYPE],
])('with `Accept: %s` the settings come as %s', async (accept, mediaType) => {
  const response = await request(server)
    .get('/v1/users/alice@example.com/activesync')
    .set('accept', accept)
    .expect(200);
  expect(response.headers['content-type']).toBe(mediaType);
  expect(response.headers['vary']).toBe('Accept');
});
