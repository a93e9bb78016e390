import { createServer } from 'node:http';
import request from 'supertest';
import { endpoint } from '../../functions/http/endpoint';
import { identifyByIam } from '../../functions/http/caller';
import { httpFunction } from '../../functions/http/http-function';
import { jsonLog } from '../../functions/log';

const answering = (method: 'GET' | 'DELETE', status: 200 | 204): ReturnType<typeof endpoint> =>
  endpoint({
    method,
    path: '/thing',
    summary: '',
    access: 'service',
    answers: {},
    problems: [],
    handle: () => Promise.resolve({ status, ...(status === 200 ? { json: { name: 'Zoë' } } : {}) }),
  });
const edge = httpFunction({
  name: 'passwords',
  endpoints: [answering('GET', 200), answering('DELETE', 204)],
  identify: identifyByIam,
  log: jsonLog(() => undefined),
  newRequestId: () => '0b0c0d0e-0000-4000-8000-000000000000',
});
const server = createServer((call, response) => void edge(call, response));

describe('an answer of the edge', () => {
  it('to HEAD has the headers of GET, its length as well, and no body', async () => {
    const { date: _, ...got } = (await request(server).get('/thing').expect(200)).headers;
    const head = await request(server).head('/thing').expect(200);
    expect(head.headers).toMatchObject(got);
    expect(head.headers['content-length']).toBe('15');
    expect(head.text).toBeUndefined();
  });

  it('to HEAD of an unknown path has the length of GET', async () => {
    const got = await request(server).get('/nothing').expect(404);
    const head = await request(server).head('/nothing').expect(404);
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(got.text)));
  });

  it('without a body by its status has no length', async () => {
    const answer = await request(server).delete('/thing').expect(204);
    expect(answer.headers).not.toHaveProperty('content-length');
  });

  it('to another method names HEAD beside GET', async () => {
    const answer = await request(server).put('/thing').expect(405);
    expect(answer.headers['allow']).toBe('GET, HEAD, DELETE');
    expect(answer.body).toMatchObject({ detail: 'Use one of these methods: GET, HEAD, DELETE.' });
  });
});
