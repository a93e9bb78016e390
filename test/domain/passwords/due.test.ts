import { DEFAULT_CONFIGURATION } from '../../../functions/domain/configuration/configuration';
import { type Policy } from '../../../functions/domain/configuration/policy';
import { ciphertext } from '../../../functions/domain/account';
import { withTurn } from '../../../functions/domain/passwords/due';
import { epochMs } from '../../../functions/domain/time';
import { bareAccount } from '../../contracts/sample-documents';

const HOUR = 3_600_000;
const NOW = epochMs(1_767_225_600_000);
const current = { version: 1, ciphertext: ciphertext('YQ=='), createdAt: NOW, setAt: NOW };

/** How many hours from now the turn is that a user without one gets. `byte`: what all random bytes are. */
const hoursUntilTurn = (policy: Partial<Policy>, byte: number): number => {
  const whole = { ...DEFAULT_CONFIGURATION.policy, ...policy };
  const given = withTurn(bareAccount('1', { current }), whole, NOW, (count) =>
    new Uint8Array(count).fill(byte),
  );
  return Math.round(((given.nextRotationAt ?? NaN) - NOW) / HOUR);
};

test.each([
  ['the period, where nothing is announced', { periodDays: 10 }, 0, 240],
  ['what is left of the period after the notice', { periodDays: 10, announceHours: 48 }, 48, 240],
  [
    'nothing, where the period has no room for the notice',
    { periodDays: 2, announceHours: 72 },
    48,
    48,
  ],
])('a turn is given at random within %s', (_, policy, earliest, latest) => {
  expect(hoursUntilTurn(policy, 0)).toBe(earliest);
  expect(hoursUntilTurn(policy, 255)).toBe(latest);
  expect(hoursUntilTurn(policy, 128)).toBe(Math.round((earliest + latest) / 2 + 0.2));
});
