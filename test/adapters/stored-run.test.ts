import { SCHEMA_VERSION } from '../../functions/adapters/document-reader';
import { readLane, readRun } from '../../functions/adapters/stored-run';
import { FIRST_RUN_PLANNING, FIRST_RUN_STOPPED } from '../contracts/first-release-documents';
import { fullLane } from '../contracts/sample-documents';
import { bareRun, fullRun } from '../contracts/sample-runs';

const stored = (document: object): unknown =>
  JSON.parse(JSON.stringify({ ...document, schemaVersion: SCHEMA_VERSION, writer: 'w' }));

describe('a stored run', () => {
  test.each([fullRun, bareRun('r', 1)])('is read whole: $runId', (run) => {
    expect(readRun('runs/r', stored(run))).toStrictEqual(run);
  });

  test.each<[string, object, string]>([
    ['of another kind', { kind: 'forget' }, ': /kind'],
    ['that goes on nowhere', { cursor: { source: 'CANARY' } }, ': /cursor/source'],
    ['without its slice', { slice: undefined }, ': /slice'],
  ])('%s is refused with its place', (_, change, place) => {
    expect(() => readRun('runs/r', stored({ ...fullRun, ...change }))).toThrow(
      new RegExp(`^runs/r is not in the form of schema version 1${place}$`),
    );
  });
});

describe('a stored run of the first release', () => {
  const anew = {
    runId: '20260101T000000123Z-0a1b2c3d',
    kind: 'rotate',
    scope: { orgUnitPath: '/Staff' },
    state: 'running',
    startedAt: 1767225600123,
    startedBy: 'system-management@example.com',
    slice: 1,
    step: 0,
    hand: [],
    putOff: [],
    counts: { done: 0, failed: 0, parked: 0, skipped: 0 },
    skippedBy: {},
    wave: { tried: 0, failed: 0 },
    workedMs: 0,
    lastBatchAt: 1767225600123,
  };

  test.each(['first-wave', 'planning', 'running'])('that is %s starts again', (state) => {
    const { waitingFor: _, ...first } = { ...FIRST_RUN_PLANNING, state };
    expect(readRun('runs/r', stored(first))).toStrictEqual(anew);
  });

  test('keeps waiting for the same thing', () => {
    expect(readRun('runs/r', stored(FIRST_RUN_PLANNING))).toStrictEqual({
      ...anew,
      state: 'waiting',
      waitingFor: 'queue',
    });
  });

  const stopped = {
    ...anew,
    runId: '20260102T000000000Z-0a1b2c3d',
    scope: 'due',
    state: 'stopped',
    startedAt: 1767312000000,
    startedBy: 'schedule',
    lastBatchAt: 1767312000000,
    counts: { done: 1, failed: 2, parked: 3, skipped: 16 },
    skippedBy: { 'admin-account': 1, 'user-suspended': 14, 'no-password': 1 },
    stopReason: 'first-wave-unanswered',
    finishedAt: 1767312600000,
  };

  test('that has ended keeps its result', () => {
    expect(readRun('runs/r', stored(FIRST_RUN_STOPPED))).toStrictEqual(stopped);
  });

  test('that has ended without a result has zero counts', () => {
    const { result: _, stopReason: __, ...first } = FIRST_RUN_STOPPED;
    const { stopReason: ___, ...finished } = stopped;
    expect(readRun('runs/r', stored({ ...first, state: 'finished' }))).toStrictEqual({
      ...finished,
      state: 'finished',
      counts: { done: 0, failed: 0, parked: 0, skipped: 0 },
    });
  });

  test('is refused with its place if it can’t be read', () => {
    const broken = stored({ ...FIRST_RUN_STOPPED, skipped: { 'user-suspended': 'CANARY' } });
    expect(() => readRun('runs/r', broken)).toThrow(
      /^runs\/r is not in the form of schema version 1: \/skipped\/user-suspended$/,
    );
  });
});

test('a stored lane is read in full, and absent fields stay absent', () => {
  expect(readLane('lanes/directory', stored(fullLane))).toStrictEqual(fullLane);
  const bare = { refused: { calls: 0, updates: 0 } };
  expect(readLane('lanes/directory', stored(bare))).toStrictEqual(bare);
});
