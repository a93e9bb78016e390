import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { simulatedWorkspace } from './simulated-workspace';

const USAGE = `Runs a simulated Google Workspace on this machine.

  --port N           port on 127.0.0.1 (0: any free one)
  --users N          how many users (300)
  --folder PATH      keep passwords' digests and settings there (default: in memory)
  --latency-ms N     how long each call takes (0)
  --help             this text

Prints its URL once it listens. See docs/simulated-workspace.md.
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    users: { type: 'string', default: '300' },
    folder: { type: 'string' },
    'latency-ms': { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});

/** Parses a whole number of at least 0. Prints the usage and ends the process if it is invalid. */
function whole(name: 'port' | 'users' | 'latency-ms'): number {
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
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    workspace.close();
    process.exit(0); // delayed calls are lost, as in any crash
  });
}
