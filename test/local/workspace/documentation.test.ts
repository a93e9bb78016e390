import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVILEGES } from '../../../local/workspace/admin-role';
import { Fault } from '../../../local/workspace/fault';
import { BindFaultRule } from '../../../local/workspace/ldap/bind-fault';
import { OPERATIONS } from '../../../local/workspace/reply';
import { RunningWorkspace } from './running-workspace';

const text = readFileSync(join(__dirname, '../../../docs/simulated-workspace.md'), 'utf8');

/** The first column of the table with this header. */
function firstColumn(head: string): string[] {
  const lines = text.slice(text.indexOf(`| ${head}`)).split('\n');
  const rows = lines.slice(
    2,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) => row.split('|')[1]!.trim());
}

const quoted = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map((found) => found[1]!);

test('every kind of fault that the document names is taken', () => {
  const kinds = firstColumn('`fault.kind`').flatMap(quoted);
  const fields: Readonly<Record<string, object>> = {
    error: { status: 500 },
    'error-after-effect': { status: 500 },
    'late-effect': { delayMs: 1 },
    'late-reply': { delayMs: 1 },
    'rewritten-reply': { pattern: 'a', replacement: 'b' },
  };

  expect(kinds.sort()).toEqual(Fault.options.map((option) => option.shape.kind.value).sort());
  for (const kind of kinds) expect(Fault.safeParse({ kind, ...fields[kind] }).success).toBe(true);
});

test('every kind of a bind’s fault that the document names is taken', () => {
  const kinds = firstColumn('a bind').flatMap(quoted);
  const fields: Readonly<Record<string, object>> = {
    code: { code: 51 },
    late: { delayMs: 1 },
    bytes: { hex: '30' },
  };
  const options = BindFaultRule.shape.fault.options.map((option) => option.shape.kind.value);

  expect(kinds.sort()).toEqual(options.sort());
  for (const kind of kinds) {
    const fault = { kind, ...fields[kind] };
    expect(BindFaultRule.safeParse({ fault }).success).toBe(true);
  }
});

test('the document names every operation', () => {
  for (const operation of OPERATIONS) expect(text).toContain(`\`${operation}\``);
});

test('the document names every privilege', () => {
  expect(firstColumn('privilege').flatMap(quoted)).toEqual([...PRIVILEGES]);
});

test('the users worth knowing are there, and the resources of the control API too', async () => {
  const google = await RunningWorkspace.start();
  for (const address of firstColumn('user ').flatMap(quoted)) {
    expect(google.workspace.user(address)).toBeDefined();
  }
  const account = google.workspace.google.keyAccount.email;
  for (const resource of firstColumn('resource').flatMap(quoted)) {
    const path = resource
      .replace('{email}', account)
      .replace('{key}', 'alice@example.com')
      .replace('{fingerprint}', google.workspace.ldapCertificate().fingerprint);
    expect([resource, (await google.control('OPTIONS', path)).status]).toEqual([resource, 405]);
  }
  await google.stop();
});
