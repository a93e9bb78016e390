import { type Client, type SearchOptions } from 'ldapts';
import { codeOf, RunningLdap } from './running-ldap';

const BASE = 'ou=Users,dc=example,dc=com';

let ldap: RunningLdap;
let client: Client;
beforeEach(async () => {
  ldap = await RunningLdap.start();
  client = ldap.client();
});
afterEach(() => ldap.stop());

/** The uids found. */
async function found(filter: string, options: SearchOptions = {}, base = BASE): Promise<string[]> {
  const { searchEntries } = await client.search(base, { filter, ...options });
  return searchEntries.map(({ dn }) => /^uid=([^,]+)/.exec(dn)![1]!);
}

test('a user is found, with what Google tells of one', async () => {
  const { searchEntries } = await client.search(BASE, { filter: '(uid=alice)' });
  expect(searchEntries).toEqual([
    {
      dn: 'uid=alice,ou=Employees,ou=Users,dc=example,dc=com',
      objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson', 'posixAccount'],
      uid: 'alice',
      googleUid: 'alice',
      posixUid: 'alice_example_com',
      cn: 'alice',
      sn: 'Martin',
      givenName: 'Alice',
      displayName: 'Alice Martin',
      mail: 'alice@example.com',
      uidNumber: expect.stringMatching(/^\d+$/) as string,
      gidNumber: expect.stringMatching(/^\d+$/) as string,
      homeDirectory: '/home/alice',
      loginShell: '/bin/bash',
    },
  ]);
});

test.each([
  ['(mail=Alice@Example.com)', ['alice']],
  ['(&(objectClass=posixAccount)(givenName=bob))', ['bob']],
  ['(|(uid=alice)(uid=bob)(uid=nobody))', ['alice', 'bob']],
  ['(&(sn=*)(!(objectClass=person)))', []],
  ['(uid=ali*)', []], // not simulated
  ['(uidNumber=10000)', []],
  ['(!(uidNumber=10000))', []],
])('%s finds %j', async (filter, uids) => {
  expect(await found(filter)).toEqual(uids);
});

test('suspended users are found, too', async () => {
  expect(await found('(uid=frank)')).toEqual(['frank']);
});

test('the scope decides how far below the base is looked', async () => {
  const unit = 'ou=Contractors,ou=Users,dc=example,dc=com';
  const all = '(objectClass=*)';
  expect(await found('(|(uid=dave)(uid=erin))', {}, unit)).toEqual(['dave', 'erin']);
  expect(await found('(|(uid=dave)(uid=erin))', { scope: 'one' }, unit)).toEqual(['dave']);
  expect(await found(all, { scope: 'base' }, `uid=dave,${unit}`)).toEqual(['dave']);
});

test('only the attributes that were asked for are told', async () => {
  const { searchEntries } = await client.search(BASE, {
    filter: '(uid=alice)',
    attributes: ['MAIL', 'userPassword'],
  });
  expect(searchEntries).toEqual([
    {
      dn: 'uid=alice,ou=Employees,ou=Users,dc=example,dc=com',
      mail: 'alice@example.com',
      userPassword: [],
    },
  ]);
});

test('no more entries come than were asked for', async () => {
  const filter = '(objectClass=*)';
  expect(await found(filter, { sizeLimit: 3 })).toEqual(['admin', 'helpdesk', 'alice']);
  expect(await found(filter, { sizeLimit: 20 })).toHaveLength(20);
});

test.each([
  ['', 50],
  ['dc=other,dc=com', 32],
  ['ou=Nowhere,ou=Users,dc=example,dc=com', 32],
  ['no name', 34],
])('the base "%s" is answered with %d', async (base, code) => {
  expect(await codeOf(client.search(base))).toBe(code);
});

test('a user who has bound may not search, and neither may a client without the permission', async () => {
  ldap.setPassword('alice@example.com', 'right horse');
  await client.bind('alice@example.com', 'right horse');
  expect(await codeOf(client.search(BASE))).toBe(50);
  await client.bind('EXTERNAL');
  expect(await codeOf(client.search(BASE))).toBe(0);
  ldap.set({ readUserInformation: false });
  expect(await codeOf(client.search(BASE))).toBe(50);
});

test('a certificate that was deleted stops searches', async () => {
  await client.search(BASE);
  ldap.workspace.ldap.clients.deleteAll();
  expect(await codeOf(client.search(BASE))).toBe(48);
});

test('other operations are a protocol error, and StartTLS is, where TLS is already, an operations error', async () => {
  const dn = 'uid=alice,ou=Employees,ou=Users,dc=example,dc=com';
  expect(await codeOf(client.add(dn, { cn: 'x' }))).toBe(2);
  expect(await codeOf(client.del(dn))).toBe(2);
  expect(await codeOf(client.compare(dn, 'cn', 'alice'))).toBe(2);
  expect(await codeOf(client.modifyDN(dn, 'uid=b'))).toBe(2);
  expect(await codeOf(client.exop('1.3.6.1.4.1.4203.1.11.3'))).toBe(2);
  expect(await codeOf(client.exop('1.3.6.1.4.1.1466.20037'))).toBe(1);
});
