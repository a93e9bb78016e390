import { type Server } from 'node:http';
import request, { type Response } from 'supertest';
import { userId } from '../../../functions/domain/account';
import { durationMs, later } from '../../../functions/domain/time';
import { WholeService } from '../../fakes/whole-service';

// What a caller is told to do, and when: by people at night, and by programs that follow Retry-After.

const ALICE = '/v1/users/alice@example.com/password';

type Told = { type: string; detail: string };

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

/** What is answered when Google refuses the change like this. */
async function refused(status: number, reason: string, message = ''): Promise<Response> {
  const fault = { kind: 'error', status, reason, message } as const;
  service.workspace.wire.faults.set([{ operations: ['users.update'], times: 1, fault }]);
  return request(server).put(ALICE);
}

const codeOf = ({ body }: Response): string => (body as Told).type.split(':').at(-1) ?? '';
const detailOf = ({ body }: Response): string => (body as Told).detail;

describe('a refusal of Google’s that somebody has to mend', () => {
  test.each([
    [
      403,
      'forbidden',
      'Not Authorized to access this resource/api',
      'The administrator that this service acts as may not see or change this user (not-authorized). The password at Google is what it was. Give that administrator the right to reset passwords in the user’s organisational unit, then send the request again. Only a super admin can change administrators.',
    ],
    [
      400,
      'invalid',
      'Invalid Password',
      'Google refused the password (password-refused). The password at Google is what it was. Send the request again: that makes another one. If Google refuses those too, choose a longer password or more characters in the policy.',
    ],
    [
      400,
      'badRequest',
      'Bad Request',
      'Google calls the change invalid, and does not say why (input-refused). The password at Google is what it was. Look at the user in the Admin console, then send the request again. If it stays, tell the operator of this service.',
    ],
  ])('%d %s "%s" is 502 with what to do', async (status, reason, message, detail) => {
    const response = await refused(status, reason, message);
    expect([response.status, codeOf(response)]).toStrictEqual([502, 'directory-refused']);
    expect(detailOf(response)).toBe(detail);
    expect(response.headers).not.toHaveProperty('retry-after');
  });
});

test('a daily limit of Google’s that is used up is asked for again in an hour', async () => {
  const response = await refused(403, 'dailyLimitExceeded');
  expect([response.status, codeOf(response)]).toStrictEqual([503, 'quota-exceeded']);
  expect(response.headers['retry-after']).toBe('3600');
  expect(detailOf(response)).toContain("Google's daily limit for calls is used up");
});

describe('beside a call that is just setting the password', () => {
  beforeEach(async () => {
    const { userId: id } = (await request(server).put(ALICE)).body as { userId: string };
    const lease = { holder: 'another', until: later(service.clock.now(), durationMs(20_000)) };
    await service.platform.accounts.transact(userId(id), (account) => ({
      write: { ...account!, lease },
      result: undefined,
    }));
  });

  test('another change is told to come again in a moment, not when the whole lease is over', async () => {
    const second = await request(server).put(ALICE);
    expect([second.status, codeOf(second)]).toStrictEqual([409, 'in-progress']);
    expect(second.headers['retry-after']).toBe('2');
  });

  test('a read is told that it is being changed right now, not that an earlier call is in doubt', async () => {
    const read = await request(server).get(ALICE);
    expect([read.status, codeOf(read)]).toStrictEqual([503, 'outcome-unknown']);
    expect(read.headers['retry-after']).toBe('2');
    expect(detailOf(read)).toBe(
      'Another call is changing this password right now, so which one Google holds is known only when that is done. Send the same request again after the time in Retry-After.',
    );
  });
});
