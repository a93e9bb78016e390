import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';
import { call } from './calls';

let service: WholeService;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
});
afterEach(() => {
  service.close();
});

const refuseTokens = (times: number): void => {
  const body = '{"error":"invalid_grant","error_description":"Invalid grant: account not found"}';
  const fault = { kind: 'error', status: 400, body, mediaType: 'application/json' } as const;
  service.workspace.wire.faults.set([{ operations: ['token'], times, fault }]);
};
const issued = async (): Promise<number> =>
  (await request(service.serve('passwords')).put('/v1/users/carol@example.com/password')).status;
const verification = async (): Promise<unknown> =>
  (
    (await call(service.serve('configuration'), 'get', '/v1/configuration')).body as {
      verification?: unknown;
    }
  ).verification;

test('one "account not found" from Google is not a fault', async () => {
  refuseTokens(1);
  expect(await issued()).toBe(201);
  expect(await verification()).toBeUndefined(); // no fault was recorded
});

test('a second one shows that the service account is gone', async () => {
  refuseTokens(2);
  expect(await issued()).toBe(409);
  service.workspace.wire.faults.set([]);
  refuseTokens(2);
  const checked = await call(
    service.serve('configuration'),
    'post',
    '/v1/configuration/verification',
  );
  expect(checked.body).toMatchObject({
    verification: {
      state: 'failing',
      links: expect.arrayContaining([
        expect.objectContaining({ id: 'sign-in', code: 'service-account-gone' }),
      ]) as unknown,
    },
  });
});
