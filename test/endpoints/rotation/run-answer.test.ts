import { runAnswer } from '../../../functions/endpoints/rotation/run-answer';
import { fullRun } from '../../contracts/sample-runs';

test('a run is returned field by field, without its cursor, its hand or its worker', () => {
  expect(runAnswer({ run: fullRun, total: 9_520, secondsLeft: 7 })).toStrictEqual({
    runId: '20260101T000000123Z-0a1b2c3d',
    kind: 'issue',
    scope: { userKeys: ['zoë@bücher.example', '100000000000000000007'] },
    state: 'waiting',
    startedAt: '2026-01-01T00:00:00.123Z',
    startedBy: 'system-management@example.com',
    total: 9_520,
    done: 9_500,
    failed: 2,
    parked: 3,
    skipped: 13,
    skippedBy: { 'user-suspended': 12, 'has-password': 1 },
    waitingFor: 'queue',
    stopReason: 'first-wave-failed',
    finishedAt: '2026-01-01T00:01:43.000Z',
    estimatedSecondsLeft: 7,
  });
});
