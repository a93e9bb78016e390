import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'ldapts';
import { type SecureLdapAddress, startSecureLdap } from '../../local/workspace/ldap/secure-ldap';
import { digestPassword } from '../../local/workspace/password-digest';
import { SimulatedWorkspace } from '../../local/workspace/simulated-workspace';
import { PasswordClient } from '../start/password-client';
import { ServiceProcess } from '../start/service-process';

const PROOFS = 40;
const PUPIL = 'alice@example.com';
const PUPILS_PASSWORD = 'a password of the school’s';

/** Secure LDAP, with the school's own certificate. */
type Tls = SecureLdapAddress & { readonly cert: string; readonly key: string };

/** The school's RADIUS server: it binds as the pupil. The server's log has the result. */
async function signIn({ url, ...tlsOptions }: Tls): Promise<void> {
  const client = new Client({ url, tlsOptions });
  await client.bind(PUPIL, PUPILS_PASSWORD).catch(() => undefined);
  await client.unbind();
}

/** Polls every second until the run has ended. If a bind was refused all the same, it waits for a minute. */
async function finished(url: string): Promise<unknown> {
  for (let times = 0; times < 200; times += 1) {
    const run = (await (await fetch(url)).json()) as { readonly finishedAt?: string };
    if (run.finishedAt !== undefined) return run;
    await setTimeout(1_000); // a real process: there is no clock to move
  }
  throw new Error('The run goes on and on.');
}

test('40 proofs over TLS beside a school that binds twice a second: none is refused because of ours', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'school-'));
  const workspace = new SimulatedWorkspace({ users: 60 });
  const google = createServer(workspace.handle).listen(0, '127.0.0.1');
  await once(google, 'listening');
  const { port } = google.address() as AddressInfo;
  const ldap = await startSecureLdap(workspace.ldap);
  writeFileSync(join(folder, 'ca.pem'), ldap.ca);
  const service = await ServiceProcess.start({
    LOCAL_DATA_DIR: join(folder, 'data'),
    GOOGLE_TOKEN_URL: `http://127.0.0.1:${port}/token`,
    GOOGLE_ADMIN_ROOT_URL: `http://127.0.0.1:${port}/`,
    SECURE_LDAP_URL: ldap.url,
    SECURE_LDAP_SERVERNAME: ldap.servername,
    SECURE_LDAP_CA: join(folder, 'ca.pem'),
  });
  try {
    const client = new PasswordClient(service.url);
    await client.configure(workspace.adminUsername, workspace.keyFile());
    const { certificate, privateKey } = workspace.ldapCertificate();
    await client.connectLdap(certificate, privateKey);
    const people = [...workspace.google.state.users]
      .filter(
        (user) => !user.isAdmin && !user.isDelegatedAdmin && !user.suspended && !user.archived,
      )
      .map(({ primaryEmail }) => primaryEmail)
      .filter((address) => address !== PUPIL)
      .slice(0, PROOFS);
    for (const person of people) await client.issue(person);
    const pupil = workspace.user(PUPIL)!;
    workspace.google.state.putUser({ ...pupil, password: digestPassword(PUPILS_PASSWORD) });
    workspace.ldap.log.reset();

    const own = workspace.ldap.clients.create();
    const { url, servername, ca } = ldap;
    const tls = { url, servername, ca, cert: own.certificate, key: own.privateKey };

    const begunAt = Date.now();
    const runId = await client.prove(people);
    const school: Promise<void>[] = [];
    // Twenty seconds evenly, then in pairs.
    for (let second = 0; second < PROOFS; second += 1) {
      for (const afterMs of second < 20 ? [0, 500] : [0, 0]) {
        await setTimeout(Math.max(0, begunAt + second * 1_000 + afterMs - Date.now()));
        school.push(signIn(tls));
      }
    }
    await Promise.all(school);
    const run = await finished(`${service.url}/v1/runs/${runId}`);

    expect(run).toMatchObject({ state: 'finished', done: PROOFS, failed: 0 });
    const binds = workspace.ldap.log.last.map(({ at, ...bind }) => ({
      ...bind,
      at: Date.parse(at),
    }));
    const ours = binds.filter(({ name }) => name !== PUPIL);
    expect(ours.filter(({ code }) => code === 0)).toHaveLength(PROOFS);
    // On a busy machine more of the school's own may come at once than it wants. Ours leave it its half.
    for (const { at } of binds.filter(({ code }) => code !== 0)) {
      const just = ours.filter((bind) => bind.at <= at && at - bind.at < 1_000);
      expect(just.length).toBeLessThanOrEqual(2);
    }
  } finally {
    await service.kill();
    await ldap.stop();
    google.closeAllConnections();
    google.close();
    workspace.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);
