import { drifted } from '../../../functions/domain/drift/drifted';
import { dueAt } from '../../../functions/domain/passwords/due-dates';
import { ciphertext } from '../../../functions/domain/account';
import { epochMs } from '../../../functions/domain/time';
import { bareAccount } from '../../contracts/sample-documents';

const [SET, TURN, FOUND] = [epochMs(1_000), epochMs(2_000), epochMs(500_000)];

test('a rotation that waits for a device no longer does once the password was changed by somebody else', () => {
  const held = bareAccount('1', {
    status: 'active',
    current: { version: 2, ciphertext: ciphertext('YQ=='), createdAt: SET, setAt: SET },
    nextRotationAt: TURN,
    devices: [{ deviceId: 'a', version: 1, state: 'installed', at: SET }],
    heldForDevices: true,
  });
  expect(dueAt(held)).toBeUndefined();
  const change = { id: 'change', at: epochMs(400_000), source: 'activity-log' } as const;
  const noting = { now: FOUND, eventIds: ['1', '2'] } as const;
  const { write } = drifted(held, change, noting);
  expect(write && dueAt(write)).toBe(500_000);
});
