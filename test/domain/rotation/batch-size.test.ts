import { mostInBatch } from '../../../functions/domain/runs/run-batch';

test.each([
  [0.2, 1],
  [40, 80],
  [10_000, 2_000],
])('at %d calls a second, a batch has at most %d users', (perSecond, users) => {
  expect(mostInBatch(perSecond)).toBe(users);
});
