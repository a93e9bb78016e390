import { once } from 'node:events';
import { createServer } from 'node:http';
import request from 'supertest';
import { endpoint } from '../../functions/http/endpoint';
import { identifyByIam } from '../../functions/http/caller';
import { httpFunction } from '../../functions/http/http-function';
import { jsonLog } from '../../functions/log';

const lines: string[] = [];
const log = jsonLog((line) => lines.push(line));
let ids = 0;

/** Two requests that wait for each other, and for a promise that the first of them created. */
let waiting: PromiseWithResolvers<undefined> | undefined;
const meeting = endpoint({
  method: 'GET',
  path: '/meeting',
  summary: '',
  access: 'service',
  answers: {},
  problems: [],
  handle: async ({ requestId }) => {
    if (waiting) waiting.resolve(undefined);
    waiting ??= Promise.withResolvers();
    await waiting.promise;
    log.googleFailure({ call: requestId, code: 'no-answer' });
    return { status: 204 };
  },
});
const edge = httpFunction({
  name: 'passwords',
  endpoints: [meeting],
  identify: identifyByIam,
  log,
  newRequestId: () => `id-${(ids += 1)}`,
});
const server = createServer((call, response) => void edge(call, response));
afterAll(() => {
  server.close();
});

test('log lines of a request have its id, during concurrent requests and after waiting for them', async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await Promise.all([request(server).get('/meeting'), request(server).get('/meeting')]);
  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const failures = logged.filter(({ message }) => message === 'google-failure');
  expect(failures.map(({ requestId }) => requestId).toSorted()).toEqual(['id-1', 'id-2']);
  for (const { call, requestId } of failures) expect(requestId).toBe(call);
});

test('a line outside any request has none', () => {
  lines.length = 0;
  log.googleFailure({ call: 'token', code: 'no-answer' });
  expect(JSON.parse(lines[0]!)).not.toHaveProperty('requestId');
});
