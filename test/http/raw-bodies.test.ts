import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');

/** Sends one call over a socket to the edge inside functions-framework, and prints the answer. */
const PROBE = `
const { createRequire } = require('node:module');
const { gzipSync } = require('node:zlib');
const fromRoot = createRequire(${JSON.stringify(join(ROOT, 'package.json'))});
const { keepBodiesRaw } = fromRoot('./functions/http/raw-bodies.ts');
const { httpFunction } = fromRoot('./functions/http/http-function.ts');
const { identifyByIam } = fromRoot('./functions/http/caller.ts');
const { jsonLog } = fromRoot('./functions/log.ts');
const { z } = fromRoot('zod');
const { http } = fromRoot('@google-cloud/functions-framework');
const { getTestServer } = fromRoot('@google-cloud/functions-framework/testing');
const { request } = require('node:http');
const { text } = require('node:stream/consumers');

keepBodiesRaw();
keepBodiesRaw();
const endpoint = {
  method: 'PUT', path: '/x', summary: '', access: 'service', answers: {}, problems: [],
  body: { mediaType: 'application/json', schema: z.object({ a: z.string() }), maxBytes: 1000 },
  handle: async ({ body }) => ({ status: 200, json: { read: body } }),
};
http('probe', httpFunction({
  name: 'probe', endpoints: [endpoint], identify: identifyByIam, log: jsonLog(() => {}), newRequestId: () => 'r',
}));
const JSON_TYPE = { 'content-type': 'application/json' };
const chunks = async function* () { for (let n = 0; n < 64; n += 1) yield Buffer.alloc(1_000_000); };
const bomb = Buffer.concat(Array(10).fill(gzipSync(Buffer.alloc(20_000_000))));
gc();
const CALLS = [
  ['read', {}, JSON_TYPE, '{"a":"1"}'],
  ['broken JSON', {}, JSON_TYPE, '{"private_key":"CANARY'],
  ['a CloudEvent', {}, { 'content-type': 'application/cloudevents+json' }, '{"private_key":"CANARY'],
  ['text of an unknown charset', {}, { 'content-type': 'text/plain; charset=x' }, 'CANARY'],
  ['a form', {}, { 'content-type': 'application/x-www-form-urlencoded' }, 'key=CANARY'],
  ['no type', {}, {}, '{"a":"1"}'],
  ['no type and no body', {}, {}, undefined],
  ['identity', {}, { ...JSON_TYPE, 'content-encoding': 'Identity' }, '{"a":"1"}'],
  ['an encoding that nobody knows', {}, { ...JSON_TYPE, 'content-encoding': 'x' }, '{"a":"1"}'],
  ['identity twice', {}, { ...JSON_TYPE, 'content-encoding': 'identity, IDENTITY' }, '{"a":"1"}'],
  ['an encoding without a name', {}, { ...JSON_TYPE, 'content-encoding': '' }, '{"a":"1"}'],
  ['GZIP', {}, { ...JSON_TYPE, 'content-encoding': 'GZIP' }, gzipSync('{"a":"1"}')],
  ['x-gzip', {}, { ...JSON_TYPE, 'content-encoding': 'x-gzip' }, gzipSync('{"a":"1"}')],
  ['200 MB, compressed', {}, { ...JSON_TYPE, 'content-encoding': 'gzip' }, bomb],
  ['too long by its length', {}, { ...JSON_TYPE, 'content-length': '64000000' }, chunks],
  ['too long in chunks', {}, JSON_TYPE, chunks],
  ['a whole URL', { path: 'http://elsewhere.example/x?q=1' }, JSON_TYPE, '{"a":"1"}'],
  ['a path that is not encoded', { path: '/v1/users/%ZZ?q=CANARY' }, {}, undefined],
  ['no path', { method: 'OPTIONS', path: '*' }, {}, undefined],
];
const server = getTestServer('probe').listen(0, '127.0.0.1', async () => {
  const answers = {};
  let peak = 0;
  const measure = () => { gc(); peak = Math.max(peak, process.memoryUsage().arrayBuffers); };
  for (const [name, options, headers, body] of CALLS) {
    const call = request({ host: '127.0.0.1', port: server.address().port, method: 'PUT', path: '/x', headers, ...options });
    let response;
    const answered = new Promise((done) => call.on('response', (early) => done(response = early)));
    if (typeof body === 'function') for await (const chunk of body()) {
      if (!call.write(chunk)) await Promise.race([new Promise((drained) => call.once('drain', drained)), answered]);
      measure();
      if (response) break;
    }
    else call.end(body);
    await answered;
    const answer = JSON.parse(await text(response));
    measure();
    call.destroy();
    answers[name] = answer.read ?? [response.statusCode, response.headers['content-type'], answer.detail];
  }
  console.log(JSON.stringify({ answers, peak }));
  server.close();
  server.closeAllConnections();
});
`;

const TYPE = 'application/problem+json';
const WRONG_TYPE = [
  415,
  TYPE,
  'The body has another media type. Nothing was changed. Send it as application/json, with that Content-Type.',
];
const ENCODED = [
  415,
  TYPE,
  'The body is compressed, which this service does not accept. Nothing was changed. Send it without Content-Encoding.',
];
const TOO_LARGE = [413, TYPE, 'The limit is 1000 bytes. Nothing was changed. Send a smaller body.'];

/** In its own process: a subscription lasts as long as the process. */
test('the framework sees no body and no address that it can’t read, and the edge holds only what a call may send', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'raw-bodies-'));
  const probe = join(folder, 'probe.cjs');
  writeFileSync(probe, PROBE);
  const { stdout, stderr } = await promisify(execFile)(
    join(ROOT, 'node_modules/.bin/node'),
    ['--expose-gc', '--import', 'tsx', probe],
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
  rmSync(folder, { recursive: true });
  expect(stderr).toBe('');
  const { answers, peak } = JSON.parse(stdout) as { answers: object; peak: number };
  expect(answers).toStrictEqual({
    read: { a: '1' },
    'broken JSON': [400, TYPE, 'The body is not valid JSON in UTF-8. Nothing was changed.'],
    'a CloudEvent': WRONG_TYPE,
    'text of an unknown charset': WRONG_TYPE,
    'a form': WRONG_TYPE,
    'no type': WRONG_TYPE,
    'no type and no body': [
      400,
      TYPE,
      'The body is missing. Nothing was changed. Send a body of the type application/json.',
    ],
    identity: { a: '1' },
    'an encoding that nobody knows': ENCODED,
    'identity twice': { a: '1' },
    'an encoding without a name': { a: '1' },
    GZIP: ENCODED,
    'x-gzip': ENCODED,
    '200 MB, compressed': ENCODED,
    'too long by its length': TOO_LARGE,
    'too long in chunks': TOO_LARGE,
    'a whole URL': { a: '1' },
    'a path that is not encoded': [400, TYPE, 'The address is not percent-encoded UTF-8.'],
    'no path': [404, TYPE, 'See /openapi.json for the available calls.'],
  });
  // A whole body in memory would be 64 or 200 MB. Data that this process has not sent yet counts too.
  expect(peak).toBeLessThan(40_000_000);
});
