import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { pageEndpoints } from '../../functions/endpoints/configuration/page';
import { type FunctionRequest, httpFunction } from '../../functions/http/http-function';
import { jsonLog } from '../../functions/log';
import { type Keyless } from '../../functions/page/layout';
import { type FakeConfiguration } from './fake-configuration';

const ROLES = {
  'system-management@example.com': 'manager',
  'read-only@example.com': 'viewer',
} as const satisfies Record<string, string>;

/** The real page over a configuration whose state a test sets; the header says who is signed in. */
export class PageServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(
    fake: () => FakeConfiguration,
    keyless?: Keyless,
    port = 0,
  ): Promise<PageServer> {
    const answer = httpFunctionOf(fake, keyless);
    const server = createServer((request: FunctionRequest, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        request.rawBody = Buffer.concat(chunks);
        void answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new PageServer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function httpFunctionOf(
  fake: () => FakeConfiguration,
  keyless: Keyless | undefined,
): ReturnType<typeof httpFunction> {
  return (request, response) =>
    httpFunction({
      name: 'configuration',
      endpoints: [...pageEndpoints(keyless), ...fake().endpoints()],
      identify: (headers) => {
        const email = String(headers['x-local-identity'] ?? 'system-management@example.com');
        const role = email in ROLES ? ROLES[email as keyof typeof ROLES] : undefined;
        return Promise.resolve({ email, ...(role ? { role } : {}) });
      },
      log: jsonLog(() => undefined),
      newRequestId: randomUUID,
    })(request, response);
}
