import { inspect } from 'node:util';
import { type TLSSocket } from 'node:tls';
import { ldapProver } from '../../functions/adapters/ldap/ldap-prover';
import { Secret } from '../../functions/domain/secret';
import { durationMs } from '../../functions/domain/time';
import { bindResponse } from '../fakes/ldap-bytes';
import { type ReceivedBind, SecureLdapServer } from '../fakes/secure-ldap-server';
import { identity, pem, SERVERNAME } from '../fixtures/secure-ldap';

const PASSWORD = 'Canary-Password-1';
const NAME = 'canary.name@example.com';

const SECRETS: readonly string[] = [
  PASSWORD,
  Buffer.from(PASSWORD).toString('base64').slice(0, -1),
  Buffer.from(PASSWORD).toString('hex'),
  NAME,
  ...['client.pem', 'client.key', 'server.pem', 'unnamed.pem']
    .flatMap((file) => pem(file).split('\n'))
    .filter((line) => line.length > 20 && !line.startsWith('--')),
];

/** What a server may do with a bind, the password quoted back included. */
const CONDUCTS: readonly (readonly [string, (socket: TLSSocket, bind: ReceivedBind) => unknown])[] =
  [
    ['accepts', (socket, { id }) => socket.write(bindResponse(id, 0))],
    ['refuses and quotes', (socket, bind) => socket.write(bindResponse(bind.id, 49, quote(bind)))],
    ['fails and quotes', (socket, bind) => socket.write(bindResponse(bind.id, 80, quote(bind)))],
    ['sends the request back', (socket, bind) => socket.write(quote(bind))],
    ['closes', (socket) => socket.destroy()],
    ['is silent', () => undefined],
  ];

const quote = ({ name, password }: ReceivedBind): string => `${name} may not use ${password}`;

let printed: string[];
let writes: jest.SpyInstance[];

beforeEach(() => {
  printed = [];
  writes = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      printed.push(String(chunk));
      return true;
    }),
  );
});
afterEach(() => {
  for (const write of writes) write.mockRestore();
});

/** Every certificate of the server, and every conduct: all that comes out of the adapter, as a log shows it. */
async function told(certificate: 'server' | 'unnamed'): Promise<string> {
  const server = await SecureLdapServer.start({ certificate });
  const prover = ldapProver({ url: server.url, servername: SERVERNAME, ca: pem('ca.pem') });
  const outcomes: unknown[] = [];
  const keep = (outcome: Promise<unknown>): Promise<unknown> =>
    outcome.then(
      (value) => outcomes.push(value),
      (error: unknown) => outcomes.push(error),
    );
  const withinMs = durationMs(1_000);
  for (const [, conduct] of CONDUCTS) {
    server.reply = conduct;
    for (const client of [identity('client'), identity('stranger'), UNREADABLE_KEY]) {
      await keep(prover.bind(client, { name: NAME, password: new Secret(PASSWORD) }, withinMs));
      await keep(prover.connect(client, withinMs));
    }
  }
  await keep(prover.bind(identity('client'), { name: NAME, password: new Secret('') }, withinMs));
  await server.close();
  return [...printed, inspect(outcomes, { depth: Infinity, showHidden: true })].join('\n');
}

const UNREADABLE_KEY = {
  ...identity('client'),
  privateKey: new Secret(pem('client.key').slice(0, 100)),
};

test.each(['server', 'unnamed'] as const)(
  'nothing of a password, a name, a key or a certificate comes out of a bind: %s',
  async (certificate) => {
    const text = await told(certificate);
    expect(SECRETS.filter((secret) => text.includes(secret))).toStrictEqual([]);
    expect(text).toMatch(/result|ldap-untrusted/);
  },
);
