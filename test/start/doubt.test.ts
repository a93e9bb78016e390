import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bindResponse } from '../fakes/ldap-bytes';
import { SecureLdapServer } from '../fakes/secure-ldap-server';
import { pem, SERVERNAME } from '../fixtures/secure-ldap';
import { OUTSIDE_ADMIN, OUTSIDE_KEY_FILE, OutsideGoogle } from './outside-google';
import { PasswordClient } from './password-client';
import { ServiceProcess } from './service-process';

const USERS = 200;
const CERTIFICATE_AUTHORITY = resolve(__dirname, '../fixtures/secure-ldap/ca.pem');

test('of 200 passwords, 5 % of whose replies are lost, none is sent again that a bind has shown to work', async () => {
  const google = new OutsideGoogle();
  const ldap = await SecureLdapServer.start();
  const folder = mkdtempSync(join(tmpdir(), 'doubt-'));
  const url = await google.listen();
  const service = await ServiceProcess.start({
    LOCAL_DATA_DIR: folder,
    GOOGLE_TOKEN_URL: `${url}/token`,
    GOOGLE_ADMIN_ROOT_URL: url,
    SECURE_LDAP_URL: ldap.url,
    SECURE_LDAP_SERVERNAME: SERVERNAME,
    SECURE_LDAP_CA: CERTIFICATE_AUTHORITY,
    PROOFS_PER_SECOND: '1000', // a doubt that finds no place among others goes on without a bind
  });
  try {
    const client = new PasswordClient(service.url);
    await client.configure(OUTSIDE_ADMIN, OUTSIDE_KEY_FILE);
    await client.connectLdap(pem('client.pem'), pem('client.key'));
    const late: string[] = [];
    // Google does not yet take every fifth new password there.
    ldap.reply = (socket, { id, name, password }) => {
      const isLate = ldap.binds.length % 5 === 0;
      if (isLate) late.push(name);
      const works = !isLate && google.passwords.get(name) === password;
      socket.write(bindResponse(id, works ? 0 : 49));
    };
    google.losesEvery = 20;
    const names = Array.from({ length: USERS }, (_, index) => `user${index}@outside.example`);
    const told = new Map<string, string>();
    const waiting = names.values();
    const caller = async (): Promise<void> => {
      for (const name of waiting) told.set(name, (await client.issue(name)).password);
    };
    await Promise.all(Array.from({ length: 8 }, caller));
    google.losesEvery = Infinity;

    // 200 changes and the two that a bind did not settle; every twentieth is a doubt, with a bind of its own.
    const doubted = google.history.filter(({ lost }) => lost).map(({ user }) => user);
    expect(google.history).toHaveLength(202);
    expect(doubted).toHaveLength(10);
    expect(ldap.binds.map(({ name }) => name).toSorted()).toStrictEqual(doubted.toSorted());
    expect(late).toHaveLength(2);
    const sentTwice = names.filter(
      (name) => google.history.filter(({ user }) => user === name).length > 1,
    );
    expect(sentTwice).toStrictEqual(names.filter((name) => late.includes(name)));
    for (const name of names) {
      expect(told.get(name)).toBe(google.passwords.get(name));
      expect((await client.read(name)).password).toBe(told.get(name));
    }
  } finally {
    await service.kill();
    google.close();
    await ldap.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
