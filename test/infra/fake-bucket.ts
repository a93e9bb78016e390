import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

type StoredObject = { readonly data: Buffer; readonly generation: number };

/**
 * The part of Cloud Storage that Terraform's state uses: list, read, write only if absent, delete. `objects`
 * holds the stored contents by name.
 */
export async function startBucket(): Promise<{
  readonly endpoint: string;
  readonly objects: ReadonlyMap<string, StoredObject>;
  readonly stop: () => Promise<void>;
}> {
  const objects = new Map<string, StoredObject>();
  let generation = 0;

  const answer = (request: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const listed = /^\/storage\/v1\/b\/[^/]+\/o$/.test(url.pathname);
    const named = /^\/storage\/v1\/b\/[^/]+\/o\/(.+)$/.exec(url.pathname)?.[1];
    if (url.pathname.startsWith('/upload/')) {
      const name = url.searchParams.get('name') ?? '';
      if (url.searchParams.get('ifGenerationMatch') === '0' && objects.has(name)) {
        failed(response, 412, 'conditionNotMet');
        return;
      }
      objects.set(name, { data: mediaOf(request, body), generation: (generation += 1) });
      json(response, { name, generation: String(generation) });
    } else if (listed) {
      const prefix = url.searchParams.get('prefix') ?? '';
      const items = [...objects.keys()].filter((name) => name.startsWith(prefix));
      json(response, { kind: 'storage#objects', items: items.map((name) => ({ name })) });
    } else {
      const name = decodeURIComponent(named ?? url.pathname.replace(/^\/[^/]+\//, ''));
      const found = objects.get(name);
      if (!found) failed(response, 404, 'notFound');
      else if (request.method === 'DELETE') {
        objects.delete(name);
        response.writeHead(204).end();
      } else if (named !== undefined) {
        json(response, { name, generation: String(found.generation) });
      } else {
        response.setHeader('x-goog-generation', found.generation);
        response.setHeader('x-goog-metageneration', 1);
        response.end(found.data);
      }
    }
  };

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      answer(request, Buffer.concat(parts), response);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/storage/v1/`,
    objects,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** The content to store: the second part of a multipart/related upload. */
function mediaOf(request: IncomingMessage, body: Buffer): Buffer {
  const boundary = /boundary=([^;]+)/.exec(request.headers['content-type'] ?? '')?.[1] ?? '';
  const part = body.toString('latin1').split(`--${boundary}`)[2] ?? '';
  const media = part.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, '');
  return Buffer.from(media, 'latin1');
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}

function failed(response: ServerResponse, code: number, reason: string): void {
  response.statusCode = code;
  json(response, { error: { code, message: reason, errors: [{ reason }] } });
}
