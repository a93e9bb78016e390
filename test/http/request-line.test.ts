import { createServer } from 'node:http';
import request from 'supertest';
import { endpoint } from '../../functions/http/endpoint';
import { identifyByIam } from '../../functions/http/caller';
import { httpFunction } from '../../functions/http/http-function';
import { problem } from '../../functions/http/problem';
import { jsonLog } from '../../functions/log';

const lines: string[] = [];
const unshowable = endpoint({
  method: 'GET',
  path: '/unshowable',
  summary: '',
  access: 'service',
  answers: {},
  problems: ['not-found'],
  showProblem: () => {
    throw new Error('a fault of the page');
  },
  handle: () => Promise.resolve(problem('not-found', 'Nothing there.')),
});
const edge = httpFunction({
  name: 'configuration',
  endpoints: [unshowable],
  identify: identifyByIam,
  log: jsonLog((line) => lines.push(line)),
  newRequestId: () => 'id-1',
});
const server = createServer((call, response) => {
  edge(call, response).catch(() => {
    response.writeHead(500).end();
  });
});

test('a request whose answer can not be written still has its line', async () => {
  await request(server).get('/unshowable').expect(500);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { message: 'request', requestId: 'id-1', route: '/unshowable', problem: 'not-found' },
  ]);
});
