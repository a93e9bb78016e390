import { type AccountsAnswer } from '../../../functions/api/account';
import { call, VIEWER } from '../configuration/calls';
import { Drifting } from './drifting';

test('the help desk’s list finds who drifted, and what proofs have shown', async () => {
  const world = await Drifting.open();
  await world.issue('alice', 'bob', 'carol');
  world.service.clock.advance(3_600_000);
  world.change('bob', 'tool@example.com');
  await world.quarter();
  const found = async (parameters: string): Promise<string[]> => {
    const path = `/v1/accounts?${parameters}`;
    const answer = await call(world.configuration, 'get', path, VIEWER).expect(200);
    const { accounts } = answer.body as AccountsAnswer;
    return accounts.map(({ primaryEmail }) => primaryEmail);
  };
  const everybody = ['alice@example.com', 'bob@example.com', 'carol@example.com'];
  expect(await found('drifted=true')).toStrictEqual(['bob@example.com']);
  expect(await found('drifted=true&query=al')).toStrictEqual([]);
  expect(await found('drifted=false')).toStrictEqual(everybody);
  expect(await found('proof=unproved&drifted=')).toStrictEqual(everybody);
  expect(await found('proof=proved')).toStrictEqual([]);
  world.close();
});
