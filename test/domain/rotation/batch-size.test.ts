import { mostInBatch } from '../../../functions/domain/rotation/run-batch';

test.each([
  ['a pace below one user in two seconds', 0.2, 1],
  ['the pace that Google allows', 40, 80],
  ['no quota', 10_000, 2_000],
])('a batch at %s takes %d a second at most two seconds long, and %d users', (_, pace, users) => {
  expect(mostInBatch(pace)).toBe(users);
});
