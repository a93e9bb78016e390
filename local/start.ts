import { GatheredLines } from './gathered-lines';
import { type LocalEnv, parseLocalEnv } from './local-env';
import { type LocalServer, startLocalServer } from './local-server';
import { DataFolderError } from './platform/data-folder-error';
import { systemTimer } from './platform/timer';

/** `npm start`: starts the embedded platform, configured by environment variables. */
async function start(): Promise<void> {
  process.env['NODE_ENV'] = 'production'; // as in the cloud: the framework then shows no stack traces
  const parsed = parseLocalEnv(process.env);
  if (parsed.kind === 'wrong') stopWith(parsed.messages);
  const { env } = parsed;
  const lines = new GatheredLines((text) => {
    process.stdout.write(`${text}\n`);
  }, systemTimer);
  process.on('exit', lines.flush);
  const server = await startLocalServer(env, lines).catch((error: unknown) =>
    stopWith([sentenceFor(error, env)]),
  );
  process.stdout.write(greeting(server));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server.stop(); // a second signal ends the process at once
    });
  }
}

function greeting({ url, dataPath, simulated }: LocalServer): string {
  const google = simulated
    ? `simulated, with ${simulated.users} users; nothing leaves this machine
  Secure LDAP       ${simulated.secureLdapUrl}`
    : 'not simulated; this process calls the addresses in the GOOGLE_… variables';
  return `
  Google Apps API   ${url}/
  Try it            ${simulated ? `${url}/local` : '(only with the simulated Google)'}
  Data              ${dataPath}
  Google            ${google}

  To begin:  curl ${url}/v1/configuration

`;
}

function sentenceFor(error: unknown, env: LocalEnv): string {
  if (error instanceof DataFolderError) return error.message;
  const { code, port = env.port } = error as { code?: unknown; port?: number };
  const variable = port === env.ldapPort ? 'LDAP_PORT' : 'PORT';
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Stop the process that uses it, or set ${variable} to another port.`;
  }
  if (code === 'EACCES') {
    return `This account may not open port ${port}. Set ${variable} to a port above 1023.`;
  }
  throw error; // a bug in this program: show it in full
}

function stopWith(messages: readonly string[]): never {
  process.stderr.write(`${messages.join('\n')}\n`);
  process.exit(1);
}

void start();
