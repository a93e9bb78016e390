import { type MeAnswer } from '../../../functions/api/me';
import { stateOf } from '../../../functions/page/browser/me/my-state';
import { Managing } from '../devices/managing';
import { ALICE, asPerson, ON, toldBy } from './self';

let managing: Managing;
afterEach(() => {
  managing.close();
});

const me = async (): Promise<MeAnswer> =>
  (await asPerson(managing.world.service.serve('self-service'))('get', '/v1/me').expect(200))
    .body as MeAnswer;

test('an account that a run parked while its password is in doubt is no "ready" one', async () => {
  managing = await Managing.open({ ...ON, retryBudget: 1, periodDays: 10 });
  const { password } = toldBy(await managing.ask('get', 'password'));
  managing.world.faults({ operations: ['users.update'], fault: { kind: 'lost-reply' } });
  await managing.becomesDue();
  await managing.world.quarter();
  managing.world.faults();
  const status = await managing.status();
  expect(managing.world.service.workspace.passwordMatches(ALICE, password)).toBe(false);
  expect(status.status).toBe('parked');
  expect(stateOf(await me())).toBe('doubt');
});
