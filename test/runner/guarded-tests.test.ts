import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

type Config = { readonly projects: readonly Record<string, unknown>[] };
type Result = {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: string[];
};
type Output = { readonly testResults: readonly { readonly assertionResults: Result[] }[] };

/** The lines of an error and of its causes. */
const errorsIn = (message: string): string[] =>
  [...message.matchAll(/(?:^ {4}|\[cause\]: )(\w*Error: .*?)(?: \{)?$/gm)].map(([, line]) => line!);

/** The results of a suite that is run as this one is, as title, status and the errors' own lines. */
function resultsOf(suite: string): string[][] {
  const { projects } = createRequire(__filename)('../../jest.config.js') as Config;
  const { globalSetup: _, ...project } = projects[0]!;
  const config = JSON.stringify({
    ...project,
    rootDir: ROOT,
    testMatch: [resolve(__dirname, suite)],
  });
  const { stdout } = spawnSync(
    process.execPath,
    [require.resolve('jest/bin/jest'), '--config', config, '--json', '-w', '2'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  const { testResults } = JSON.parse(stdout) as Output;
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, status, failureMessages }) => [
      title,
      status,
      ...failureMessages.flatMap(errorsIn),
    ]),
  );
}

it('fails a test that never ends, or that throws where nobody catches, and goes on', () => {
  expect(resultsOf('troubled-suite.ts')).toEqual([
    ['waits for ever', 'failed', 'Error: Longer than 100 ms'],
    ['waits for ever in a case (one)', 'failed', 'Error: Longer than 100 ms'],
    ['waits for ever in a case (two)', 'failed', 'Error: Longer than 100 ms'],
    ['throws where nobody catches', 'failed', 'Error: thrown later'],
    ['rejects where nobody listens', 'failed', 'Error: rejected later'],
    ['forgets an await', 'failed', 'Error: nobody waited'],
    ['ends its process', 'failed', 'Error: process.exit(0) in a test'],
    ['throws an error with a cause', 'failed', 'Error: outside', 'Error: inside'],
    ['throws what is no error', 'failed', "Error: 'a text'"],
    ['goes on', 'passed'],
    ['(beforeAll)', 'failed', 'Error: Longer than 100 ms'],
    ['goes on', 'passed'],
  ]);
});
