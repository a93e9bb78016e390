import { readAccount } from '../../functions/adapters/stored-document';
import { readRun } from '../../functions/adapters/stored-run';
import { durationMs, epochMs } from '../../functions/domain/time';
import { bareAccount } from '../contracts/sample-documents';
import { bareRun } from '../contracts/sample-runs';
import { readableCopy } from './readable-copy';

it('copies what the reader reads the same', () => {
  const account = bareAccount('7');
  expect(readableCopy(account, readAccount)).toStrictEqual(account);
});

it.each([
  { name: 'a fraction of a millisecond', retryAt: epochMs(1.5) },
  { name: 'a negative moment', retryAt: epochMs(-1) },
])('refuses an account with $name, though it has read one with another', ({ retryAt }) => {
  readableCopy({ ...bareAccount('7'), retryAt: epochMs(1) }, readAccount);
  expect(() => readableCopy({ ...bareAccount('7'), retryAt }, readAccount)).toThrow();
});

it('refuses a run that has worked for less than no time', () => {
  const run = bareRun('a', 1, { workedMs: durationMs(-1) });
  expect(() => readableCopy(run, readRun)).toThrow('read as another document');
});
