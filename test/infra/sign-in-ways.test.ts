import { readFileSync } from 'node:fs';
import { ConfigurationChange } from '../../functions/api/configuration';
import { type Connection } from '../../functions/domain/configuration/configuration';
import { accessRows } from '../../scripts/access-table';
import { type Plan, type Plans, plansOf } from '../../scripts/test-infra-plans';
import { connectedTo, KEYLESS } from '../fakes/google-connection';
import { ScriptedGoogle, type Seen } from '../fakes/scripted-google';
import { KEY_FILE } from '../fixtures/key-files';

const page = readFileSync('docs/threat-model.md', 'utf8');

/** The rows of the first table below a heading, each a list of cells. */
function table(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const lines = /(?:^\|.*\n)+/m.exec(section)?.[0].trim().split('\n') ?? [];
  return lines
    .filter((line) => !line.startsWith('| ---'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const [ways = [], ...rows] = table('Four ways to sign in');
const quoted = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

function cell(way: string, row: string): string {
  const found = rows.find(([name]) => name === row)?.[ways.indexOf(way)];
  if (found === undefined) throw new Error(`The table has no ${row} for ${way}.`);
  return found;
}

/** The fields of each body that connects, with a value that the service accepts. */
const VALUES: Record<string, unknown> = {
  serviceAccountKey: KEY_FILE,
  keyless: true,
  delegation: false,
  adminUsername: 'admin@example.com',
  customerId: 'C01abcd23',
};

/** The account of a keyless connection; in the cloud, `directory-access`. */
const SIGNER = 'runtime@example-project.iam.gserviceaccount.com';

const google = new ScriptedGoogle(({ url }) => ({
  body: url.endsWith(':signJwt')
    ? '{"keyId":"1","signedJwt":"signed.by.iam"}'
    : '{"access_token":"token","expires_in":3599}',
}));
let root: string;
let plans: Plans;
beforeAll(async () => {
  root = await google.start();
  plans = await plansOf('infra', 'defaults');
});
afterAll(() => google.stop());

/** The deployment with every function, and with `directory-access`. */
function plan(): Plan {
  const found = plans.get('defaults/self_service');
  if (!found) throw new Error('infra/tests has no run self_service.');
  return found;
}

type Statement = { iss: string; sub?: string; scope: string };

const decoded = ({ body }: Seen): Statement => {
  const jwt = new URLSearchParams(body).get('assertion') ?? '';
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Statement;
};

/** What our code has signed when it connects with this body, as Google receives it. */
async function statement(body: ConfigurationChange): Promise<Statement> {
  const { google: connector, connection: keyed } = await connectedTo(root);
  const { credential } = body.keyless === true ? KEYLESS : keyed;
  const connection: Connection =
    body.delegation === false
      ? { customerId: body.customerId ?? '', credential }
      : { adminUsername: body.adminUsername ?? '', credential };
  google.calls.length = 0;
  const answer = await connector.connect(connection);
  expect(answer.kind).toBe('ok');
  const signing = google.calls.find(({ url }) => url.endsWith(':signJwt'));
  if (!signing) return decoded(google.calls[0]!);
  expect(signing.url).toContain(SIGNER);
  return JSON.parse((JSON.parse(signing.body) as { payload: string }).payload) as Statement;
}

it('has the four ways', () => {
  expect(ways).toEqual([
    '',
    'key, delegation',
    'key, admin role',
    'keyless, delegation',
    'keyless, admin role',
  ]);
});

describe.each(ways.slice(1))('%s', (way) => {
  const fields = quoted(cell(way, 'saved with'));
  const body = ConfigurationChange.parse(
    Object.fromEntries(fields.map((field) => [field, VALUES[field]])),
  );
  const isKeyless = fields.includes('keyless');

  it('signs as the account that the table names, for its one scope', async () => {
    const { iss, scope } = await statement(body);
    expect(cell(way, 'signs as (`iss`)')).toBe(
      { [KEY_FILE.client_email]: "the key's account", [SIGNER]: '`directory-access`' }[iss],
    );
    expect([scope]).toEqual(quoted(cell(way, 'for which scope (`scope`)')));
  });

  it('acts as whom the table names, and so does a thief', async () => {
    const { sub } = await statement(body);
    const administrator = sub === 'admin@example.com' ? '`adminUsername`' : sub;
    expect(cell(way, 'acts as (`sub`)')).toBe(administrator ?? 'nobody else');
    const itself = cell(way, 'signs as (`iss`)');
    expect(cell(way, 'a thief acts as')).toBe(
      sub === undefined ? itself : 'any user, super admins included',
    );
    expect(cell(way, "Google's log names")).toBe(sub === undefined ? itself : 'the administrator');
  });

  it('lets sign whom Terraform lets sign, by the grant that the table names', () => {
    const [role = '', on = ''] = quoted(cell(way, 'by which grant'));
    const granted = accessRows(plan()).filter(
      (row) => row.role === role && row.on === (isKeyless ? `account:${on}` : `secret:${on}`),
    );
    const named = quoted(cell(way, 'who signs in this project'));
    expect(granted.map(({ who }) => who).toSorted()).toEqual(named);
  });

  it('names who puts code into those who sign', () => {
    const signers = quoted(cell(way, 'who signs in this project'));
    const deployers = accessRows(plan())
      .filter(({ role }) => role === 'roles/iam.serviceAccountUser')
      .filter(({ on }) => signers.includes(on.replace(/^account:/, '')))
      .map(({ who }) => who);
    expect(deployers).toHaveLength(signers.length);
    expect([...new Set(deployers)]).toEqual(quoted(cell(way, 'who puts code into those who sign')));
  });
});

it('lets nobody sign without a key where the deployment is not keyless', () => {
  const creators = accessRows(plans.get('defaults/defaults')!).filter(
    ({ role }) => role === 'roles/iam.serviceAccountTokenCreator',
  );
  expect(creators).toEqual([]);
});

it('says of exactly those who sign that they could sign in to Google Workspace', () => {
  const could = table('Identities')
    .filter(([, what = '']) => what.includes('sign in to Google Workspace'))
    .flatMap(([who = '']) => quoted(who));
  expect(could.toSorted()).toEqual(quoted(cell('key, delegation', 'who signs in this project')));
});
