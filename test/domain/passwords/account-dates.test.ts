import fc from 'fast-check';
import { type Account, ciphertext } from '../../../functions/domain/account';
import { ACCOUNT_DATES } from '../../../functions/domain/passwords/account-dates';
import { dueAt } from '../../../functions/domain/passwords/due-dates';
import { epochMs } from '../../../functions/domain/time';
import { bareAccount } from '../../contracts/sample-documents';

const SECRET = ciphertext('YQ==');
const moment = fc.integer({ min: 1, max: 9 }).map((at) => epochMs(at * 300_000_000));
const candidate = fc.record({
  version: fc.constant(8),
  ciphertext: fc.constant(SECRET),
  createdAt: moment,
  sent: fc.boolean(),
  refused: fc.boolean(),
  purpose: fc.constantFrom('set' as const, 'scramble' as const),
});
const account = fc
  .record(
    {
      status: fc.constantFrom<Account['status']>('active', 'no-password', 'parked', 'revoked'),
      current: moment.map((at) => ({ version: 7, ciphertext: SECRET, createdAt: at, setAt: at })),
      candidates: fc.array(candidate, { maxLength: 2 }),
      nextRotationAt: moment,
      announcedTurn: moment,
      announceFrom: moment,
      retryAt: moment,
      lease: moment.map((until) => ({ holder: 'a', until })),
      lastFailure: moment.map((at) => ({ code: 'no-answer', at, attempts: 2 })),
      heldForDevices: fc.constant(true as const),
      freedAt: moment,
    },
    { requiredKeys: [] },
  )
  .map((some) => bareAccount('1', some));

test('work is due by the turn that is not announced: the tables find the second by the first', () => {
  let seen = 0;
  fc.assert(
    fc.property(account, (given) => {
      const turn = ACCOUNT_DATES.unannouncedTurn(given);
      if (turn === undefined) return;
      seen += 1;
      expect(dueAt(given)).toBeLessThanOrEqual(turn);
    }),
    { numRuns: 2_000, seed: 20261201 },
  );
  expect(seen).toBeGreaterThan(100);
});
