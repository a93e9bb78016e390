import request from 'supertest';
import { type BindPaceStore } from '../../../functions/ports/bind-pace-store';
import { asCaller } from '../../fakes/iam-caller';
import { WholeService } from '../../fakes/whole-service';
import { GOOD } from '../../fixtures/ldap-certificates';
import { putSecureLdap } from '../configuration/calls';

const BY = asCaller({ email: 'mdm@example.com' });

let service: WholeService;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect({ retentionHours: 1 });
});
afterEach(() => {
  service.close();
});

/** Calls `once` after the first place at Secure LDAP was taken. */
function waitingForPlace(pace: BindPaceStore, once: () => Promise<unknown>): BindPaceStore {
  let isFirst = true;
  return {
    ...pace,
    transact: async (...step) => {
      const result = await pace.transact(...step);
      if (isFirst) {
        isFirst = false;
        await once();
      }
      return result;
    },
  };
}

test('a copy that is destroyed while its proof waits for a place is not bound with', async () => {
  await putSecureLdap(service.serve('configuration'), { ...GOOD, bindName: 'email' }).expect(200);
  const passwords = service.serve('passwords');
  const path = '/v1/users/alice@example.com/password';
  const issued = await request(passwords).put(path).set(BY).expect(201);
  const { password } = issued.body as { password: string };
  service.ldap.passwords.set('alice@example.com', password);
  const bindPace = waitingForPlace(service.platform.bindPace, () => {
    service.clock.advance(3_600_000);
    return request(service.serve('rotation')).post('/v1/rotations').send({ scope: 'due' });
  });
  const waiting = service.serve('passwords', { ...service.platform, bindPace });
  const before = service.ldap.binds.length;
  await request(waiting).post(`${path}/proof`).set(BY).expect(503);
  const answer = await request(passwords).post(`${path}/proof`).set(BY).expect(404);
  expect(answer.body).toMatchObject({
    type: 'urn:google-apps-passwords:problem:password-forgotten',
  });
  expect(service.ldap.binds).toHaveLength(before);
});
