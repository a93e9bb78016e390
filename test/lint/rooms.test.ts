import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

/** Lints texts under the given file names, with our own configuration but without type information. */
const LINT = `
  import { ESLint } from 'eslint';
  const rule = '@typescript-eslint/no-restricted-imports';
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => ruleId === rule,
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  });
  const told = [];
  for (const [file, from] of JSON.parse(process.argv[1])) {
    const text = \`import { type It } from '\${from}';\`;
    const [{ messages }] = await eslint.lintText(text, { filePath: \`functions/\${file}.ts\` });
    told.push(messages.length > 0 && messages.every(({ ruleId }) => ruleId === rule));
  }
  console.log(JSON.stringify(told));
`;

/** An import, and whether the lint rules refuse it. */
const IMPORTS: readonly (readonly [file: string, from: string, refused: boolean])[] = [
  ['domain/planted', './rotation/run', true],
  ['domain/planted', './passwords/timing', true],
  ['domain/planted', './configuration/policy', true],
  ['domain/planted', './pace/pace', true],
  ['domain/planted', './run-met', false],
  ['domain/configuration/planted', '../rotation/run', true],
  ['domain/configuration/planted', '../passwords/timing', true],
  ['domain/configuration/planted', '../pace/pace', true],
  ['domain/configuration/planted', '../time', false],
  ['domain/pace/planted', '../rotation/run', true],
  ['domain/pace/planted', '../passwords/timing', true],
  ['domain/pace/planted', '../google-failure', false],
  ['domain/clients/planted', '../passwords/timing', true],
  ['domain/clients/planted', '../networks/network', false],
  ['domain/networks/planted', '../clients/client', true],
  ['domain/networks/planted', '../configuration/policy', true],
  ['domain/configuration/planted', '../clients/client', true],
  ['domain/passwords/planted', '../rotation/deeper/run', true],
  ['domain/passwords/planted', '../pace/pace', true],
  ['domain/passwords/planted', '../configuration/policy', false],
  ['domain/passwords/planted', '../self-service/person', true],
  ['domain/rotation/planted', '../self-service/person', true],
  ['domain/self-service/planted', '../rotation/run', true],
  ['domain/self-service/planted', '../passwords/timing', false],
  ['domain/rotation/planted', '../passwords/timing', false],
  ['domain/rotation/planted', '../../adapters/http-agents', true],
  ['domain/rotation/planted', '../../endpoints/rotation/tick', true],
  ['domain/rotation/planted', '../../api/run', true],
  ['api/planted', '../domain/account', false],
  ['api/planted', '../http/problem', true],
  ['api/planted', '../page/milestone', true],
  ['adapters/gcp/planted', '../../api/run', true],
  ['endpoints/rotation/planted', '../../api/run', false],
  ['endpoints/rotation/planted', 'zod', true],
  ['page/browser/planted', '../../api/run', false], // a type: a value is refused
];

test('no room imports one above it, or anything further out', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', LINT, JSON.stringify(IMPORTS)],
    { cwd: ROOT },
  );
  const told = JSON.parse(stdout) as boolean[];
  expect(IMPORTS.map(([file, from], index) => [file, from, told[index]])).toStrictEqual(
    IMPORTS.map((each) => [...each]),
  );
}, 240_000); // a busy machine took 42 s
