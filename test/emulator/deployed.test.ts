import { DeployedService } from './deployed-service';

const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';
const ALICE = 'alice@example.com';
const PASSWORD = `/v1/users/${ALICE}/password`;

const service = new DeployedService();
beforeAll(() => service.open(), 120_000);
afterAll(() => service.close());

it('connect, issue, sign in, rotate, read and revoke, over four processes from dist', async () => {
  const serviceAccountKey = await service.keyFile();
  const connected = await service.configuration('PUT', '/v1/configuration', {
    headers: { 'content-type': MEDIA_TYPE },
    body: JSON.stringify({ adminUsername: 'admin@example.com', serviceAccountKey }),
  });
  expect(connected).toMatchObject({
    status: 200,
    json: { configured: true, verification: { state: 'ok' } },
  });
  expect([...service.secretManager.held.keys()]).toEqual(['1']);

  const issued = await service.call('passwords', 'PUT', PASSWORD);
  expect(issued).toMatchObject({ status: 201, json: { primaryEmail: ALICE, version: 1 } });
  const first = issued.json['password'];
  expect(await service.signIn(ALICE, first)).toBe(200);

  const rotated = await service.call('passwords', 'POST', `${PASSWORD}/rotation`);
  expect(rotated).toMatchObject({ status: 200, json: { version: 2 } });
  const second = rotated.json['password'];
  expect([await service.signIn(ALICE, first), await service.signIn(ALICE, second)]).toEqual([
    401, 200,
  ]);
  expect((await service.call('passwords', 'GET', PASSWORD)).json).toEqual(rotated.json);

  expect((await service.call('passwords', 'DELETE', PASSWORD)).status).toBe(204);
  expect(await service.signIn(ALICE, second)).toBe(401);
  expect(await service.call('passwords', 'GET', PASSWORD)).toMatchObject({
    status: 404,
    json: { type: 'urn:google-apps-passwords:problem:no-password' },
  });

  for (const secret of [first, second, serviceAccountKey.private_key.slice(40, 90)]) {
    expect(service.output).not.toContain(secret);
  }
});
