import { type Variable, VARIABLES } from '../functions/env-variables';
import { PROBLEMS } from '../functions/api/problem';
import {
  directoryErrorTable,
  failureCodeTable,
  ownErrorTable,
  tokenErrorTable,
} from './google-error-tables';
import { bindFailureTable, ldapCodeTable } from './ldap-code-tables';

/** A part of a document that is generated from the code: the text between its two markers. */
export type GeneratedPart = {
  readonly file: string;
  readonly marker: string;
  readonly text: string;
};

const GOOGLE_ERRORS = 'docs/google-errors.md';

/** Every part that `npm run docs` writes and a test compares. */
export const GENERATED_PARTS: readonly GeneratedPart[] = [
  { file: 'README.md', marker: 'table:problems', text: problemTable() },
  { file: 'README.md', marker: 'table:env', text: environmentTable() },
  { file: GOOGLE_ERRORS, marker: 'table:directory-errors', text: directoryErrorTable() },
  { file: GOOGLE_ERRORS, marker: 'table:token-errors', text: tokenErrorTable() },
  { file: GOOGLE_ERRORS, marker: 'table:own-errors', text: ownErrorTable() },
  { file: GOOGLE_ERRORS, marker: 'table:failure-codes', text: failureCodeTable() },
  { file: GOOGLE_ERRORS, marker: 'table:ldap-codes', text: ldapCodeTable() },
  { file: GOOGLE_ERRORS, marker: 'table:bind-failures', text: bindFailureTable() },
];

/**
 * The document with the part's text between `<!-- marker -->` and `<!-- /marker -->`. Throws if the markers
 * are missing.
 */
export function withPart(document: string, { marker, text }: GeneratedPart): string {
  const begin = `<!-- ${marker} -->`;
  const end = `<!-- /${marker} -->`;
  const [before, ...rest] = document.split(begin);
  const after = rest.join(begin).split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`no markers for ${marker}`);
  return `${before}${begin}\n${text}\n${end}${after}`;
}

function problemTable(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title, retry }]) => `| \`${code}\` | ${status} | ${title} | \`${retry}\` |`,
  );
  return ['| code | status | title | retry |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function environmentTable(): string {
  const variables: Readonly<Record<string, Variable>> = VARIABLES;
  const rows = Object.entries(variables).map(
    ([name, { functions, required, meaning, otherwise }]) => {
      const readers = functions === 'all' ? 'all' : functions.join(', ');
      const without = required ? 'refuses to start' : (otherwise ?? '');
      return `| \`${name}\` | ${readers} | ${meaning} | ${without} |`;
    },
  );
  return [
    '| variable | functions | meaning | when not set |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
