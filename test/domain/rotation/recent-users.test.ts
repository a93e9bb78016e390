import { type UserId, userId } from '../../../functions/domain/account';
import { RecentUsers } from '../../../functions/domain/rotation/recent-users';

const user = (index: number): UserId => userId(String(index));
const GIVEN = 95_000;

test('remembers the last 10,000 users, and at most twice as many', () => {
  const recent = new RecentUsers();
  for (let index = 0; index < GIVEN; index += 1) recent.add(user(index));

  const known = Array.from({ length: GIVEN }, (_, index) => index).filter((index) =>
    recent.has(user(index)),
  );
  expect(known.slice(-10_000)).toStrictEqual(
    Array.from({ length: 10_000 }, (_, index) => GIVEN - 10_000 + index),
  );
  expect(known.length).toBeLessThanOrEqual(20_000);
  expect(recent.has(user(GIVEN))).toBe(false);
});
