import { runAnswer } from '../../../functions/endpoints/rotation/run-answer';
import { epochMs } from '../../../functions/domain/time';
import { bareRun } from '../../contracts/sample-documents';

test('a run tells why accounts were left alone, by the planner and later by the worker', () => {
  const run = {
    ...bareRun('r', epochMs(0)),
    skipped: { 'user-suspended': 2, 'admin-account': 1 },
    skippedLater: { 'user-suspended': 1, 'user-not-found': 3 },
  };
  const progress = { total: 9, done: 2, failed: 0, parked: 0, skipped: 7, left: 0 };
  expect(runAnswer({ run, progress }).skippedBy).toStrictEqual({
    'user-suspended': 3,
    'admin-account': 1,
    'user-not-found': 3,
  });
});
