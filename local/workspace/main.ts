import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { startSecureLdap } from './ldap/secure-ldap';
import { simulatedWorkspace } from './simulated-workspace';

const USAGE = `Runs a simulated Google Workspace on this machine.

  --port N           port on 127.0.0.1 (0: any free one)
  --users N          how many users (300)
  --folder PATH      keep passwords' digests and settings there (default: in memory)
  --ldap-port N      serve Secure LDAP on this port, too (0: any free one)
  --latency-ms N     how long each call takes (0)
  --help             this text

Prints its URL once it listens, and Secure LDAP's on a second line. See docs/simulated-workspace.md.
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    users: { type: 'string', default: '300' },
    folder: { type: 'string' },
    'ldap-port': { type: 'string' },
    'latency-ms': { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});

/** Parses a whole number of at least 0. Prints the usage and ends the process if it is invalid. */
function whole(name: 'port' | 'users' | 'ldap-port' | 'latency-ms'): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0) return value;
  process.stderr.write(`--${name} takes a whole number.\n\n${USAGE}`);
  process.exit(2);
}

if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const workspace = simulatedWorkspace({
  users: whole('users'),
  ...(values.folder === undefined ? {} : { folder: values.folder }),
});
const latencyMs = whole('latency-ms');
workspace.wire.latency = { minMs: latencyMs, maxMs: latencyMs };
const server = createServer({ keepAliveTimeout: 60_000 }, workspace.handle);
server.listen(whole('port'), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
  if (values['ldap-port'] !== undefined) void serveLdap(whole('ldap-port'));
});

async function serveLdap(port: number): Promise<void> {
  const { url } = await startSecureLdap(workspace.ldap, port);
  process.stdout.write(`${url}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    workspace.close();
    process.exit(0); // delayed calls are lost, as in any crash
  });
}
