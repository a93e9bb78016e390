import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');

/** A function inside functions-framework, called over a socket; prints what reached it. */
const PROBE = `
const { createRequire } = require('node:module');
const fromRoot = createRequire(${JSON.stringify(join(ROOT, 'package.json'))});
const { keepBodiesRaw, mediaTypeOf } = fromRoot('./functions/http/raw-bodies.ts');
const { http } = fromRoot('@google-cloud/functions-framework');
const { getTestServer } = fromRoot('@google-cloud/functions-framework/testing');
keepBodiesRaw();
keepBodiesRaw();
http('probe', (request, response) => {
  response.json({ mediaType: mediaTypeOf(request), bytes: String(request.rawBody) });
});
const server = getTestServer('probe').listen(0, '127.0.0.1', async () => {
  const answers = [];
  for (const type of ['application/json; charset=utf-8', 'application/cloudevents+json', 'text/plain', 'application/x-www-form-urlencoded']) {
    const answer = await fetch('http://127.0.0.1:' + server.address().port, {
      method: 'PUT', headers: { 'content-type': type }, body: '{"private_key":"CANARY',
    });
    answers.push(await answer.json());
  }
  console.log(JSON.stringify(answers));
  server.close();
  server.closeAllConnections();
});
`;

/** In a process of its own: what is subscribed to once stays for the life of a process. */
test('no parser of the framework sees a body, so none can quote a malformed one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'raw-bodies-'));
  const probe = join(folder, 'probe.cjs');
  writeFileSync(probe, PROBE);
  const { stdout, stderr } = await promisify(execFile)(
    join(ROOT, 'node_modules/.bin/node'),
    ['--import', 'tsx', probe],
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
  rmSync(folder, { recursive: true });
  expect(stderr).toBe('');
  const bytes = '{"private_key":"CANARY';
  expect(JSON.parse(stdout)).toStrictEqual([
    { mediaType: 'application/json', bytes },
    { mediaType: 'application/cloudevents+json', bytes },
    { mediaType: 'text/plain', bytes },
    { mediaType: 'application/x-www-form-urlencoded', bytes },
  ]);
});
