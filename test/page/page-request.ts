import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { pageEndpoints } from '../../functions/endpoints/configuration/page';
import { identifyByAssertion } from '../../functions/http/caller';
import { httpFunction } from '../../functions/http/http-function';
import { jsonLog } from '../../functions/log';
import { type Keyless } from '../../functions/page/layout';
import { ManualClock } from '../fakes/manual-clock';
import { MemoryAccountStore } from '../fakes/memory-account-store';
import { MemoryConfigurationStore } from '../fakes/memory-configuration-store';
import { MemoryDailyCountsStore } from '../fakes/memory-daily-counts-store';

export const KEYLESS = {
  serviceAccount: 'delegated@ops.iam.gserviceaccount.com',
  clientId: '117000000000000000042',
};

/** The pages behind the edge alone. The assertion is the address itself; `-` is an invalid one. */
export async function withPages<Result>(
  keyless: Keyless | undefined,
  use: (
    get: (path: string, headers?: Record<string, string>) => Promise<Response>,
  ) => Promise<Result>,
): Promise<Result> {
  const log = jsonLog(() => undefined);
  const answer = httpFunction({
    name: 'configuration',
    endpoints: pageEndpoints({
      ports: {
        accounts: new MemoryAccountStore(),
        configurations: new MemoryConfigurationStore(),
        dailyCounts: new MemoryDailyCountsStore(),
        clock: new ManualClock(),
      },
      log,
      ...(keyless ? { keyless } : {}),
    }),
    identify: identifyByAssertion(
      (email) => Promise.resolve(email === '-' ? undefined : { email }),
      { systemManagement: ['manager@example.com'], systemReadOnly: ['viewer@example.com'] },
    ),
    log,
    newRequestId: () => '00000000-0000-4000-8000-000000000001',
  });
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await use((path, headers = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        headers: {
          accept: 'text/html',
          'x-goog-iap-jwt-assertion': 'manager@example.com',
          ...headers,
        },
      }),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A page as text. */
export const pageText = (
  path: string,
  headers: Record<string, string> = {},
  keyless: Keyless | undefined = KEYLESS,
): Promise<string> => withPages(keyless, async (get) => (await get(path, headers)).text());
