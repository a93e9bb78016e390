import { type Server } from 'node:http';
import request, { type Response } from 'supertest';
import { userId } from '../../../functions/domain/account';
import { durationMs, later } from '../../../functions/domain/time';
import { WholeService } from '../../fakes/whole-service';

// What a caller is told to do and when, for people at night and for programs that follow Retry-After.

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

/** The answer when Google refuses the change with this error. */
async function refused(status: number, reason: string, message = ''): Promise<Response> {
  const fault = { kind: 'error', status, reason, message } as const;
  service.workspace.wire.faults.set([{ operations: ['users.update'], times: 1, fault }]);
  return request(server).put(ALICE);
}

const codeOf = ({ body }: Response): string => (body as Told).type.split(':').at(-1) ?? '';
const detailOf = ({ body }: Response): string => (body as Told).detail;

describe('a refusal by Google that needs a repair', () => {
  test.each([
    [
      403,
      'forbidden',
      'Not Authorized to access this resource/api',
      'The administrator whom this service acts as is not allowed to view or change this user (not-authorized). The password at Google did not change. Give that administrator the privilege to reset passwords in the user’s organisational unit, then send the request again. Only a super administrator can change administrators.',
    ],
    [
      400,
      'invalid',
      'Invalid Password',
      'Google refused the password (password-refused). The password at Google did not change. Send the request again: that generates another password. If Google refuses that one too, set a longer length or more characters in the policy.',
    ],
    [
      400,
      'badRequest',
      'Bad Request',
      'Google rejected the change as invalid and gave no reason (input-refused). The password at Google did not change. Check the user in the Admin console, then send the request again. If the problem persists, tell the operator of this service.',
    ],
  ])('%d %s "%s" is 502 with the remedy', async (status, reason, message, detail) => {
    const response = await refused(status, reason, message);
    expect([response.status, codeOf(response)]).toStrictEqual([502, 'directory-refused']);
    expect(detailOf(response)).toBe(detail);
    expect(response.headers).not.toHaveProperty('retry-after');
  });
});

test('an exhausted daily limit of Google may be retried in an hour', async () => {
  const response = await refused(403, 'dailyLimitExceeded');
  expect([response.status, codeOf(response)]).toStrictEqual([503, 'quota-exceeded']);
  expect(response.headers['retry-after']).toBe('3600');
  expect(detailOf(response)).toContain('Google’s daily call quota is used up');
});

describe('during a call that is setting the password', () => {
  beforeEach(async () => {
    const { userId: id } = (await request(server).put(ALICE)).body as { userId: string };
    const lease = { holder: 'another', until: later(service.clock.now(), durationMs(20_000)) };
    await service.platform.accounts.transact(userId(id), (account) => ({
      write: { ...account!, lease },
      result: undefined,
    }));
  });

  test('another change is told to retry in a moment, not after the whole lease', async () => {
    const second = await request(server).put(ALICE);
    expect([second.status, codeOf(second)]).toStrictEqual([409, 'in-progress']);
    expect(second.headers['retry-after']).toBe('2');
  });

  test('a read is told that the password is being changed, not that an earlier call is in doubt', async () => {
    const read = await request(server).get(ALICE);
    expect([read.status, codeOf(read)]).toStrictEqual([503, 'outcome-unknown']);
    expect(read.headers['retry-after']).toBe('2');
    expect(detailOf(read)).toBe(
      'Another call is changing this password right now, so it is not known which one Google holds until that call ends. Send the same request again after the time in Retry-After.',
    );
  });
});
