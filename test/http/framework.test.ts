import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port';

/**
 * What functions-framework does before a function sees a request. This service relies on it, so an upgrade
 * that changes any of it fails here.
 */
const VENDOR_TYPE = 'application/vnd.google-apps-passwords.configuration+json';

const FRAMEWORK = require.resolve('@google-cloud/functions-framework');

/** A function that reports what reached it. */
const PROBE = `
const { http } = require(${JSON.stringify(FRAMEWORK)});
http('probe', (request, response) => {
  response.json({
    url: request.url,
    parsed: Buffer.isBuffer(request.body) ? 'not' : typeof request.body,
    bytes: request.rawBody && request.rawBody.toString('latin1'),
  });
});
`;

let folder: string;
let child: ChildProcess;
let url: string;
let printed = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'framework-'));
  writeFileSync(join(folder, 'index.js'), PROBE);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const main = join(dirname(FRAMEWORK), 'main.js');
  child = spawn(process.execPath, [main, `--source=${folder}`, '--target=probe'], {
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  await answering();
});
afterAll(async () => {
  child.kill();
  await once(child, 'exit');
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  printed = '';
});

/** Waits until the process answers, for at most one minute. */
async function answering(): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await sleep(50);
  }
  throw new Error(`functions-framework did not start: ${printed}`);
}

/** The child's output once it contains this text, or all output after two seconds. */
async function printedSoon(text: string): Promise<string> {
  for (let tries = 0; tries < 100 && !printed.includes(text); tries += 1) await sleep(20);
  return printed;
}

const put = (type: string, body: string): Promise<Response> =>
  fetch(`${url}/v1/configuration`, { method: 'PUT', headers: { 'content-type': type }, body });

it('malformed application/json never reaches the function: 400, as HTML, and quoted on stderr', async () => {
  const response = await put('application/json', '{"private_key":"CANARY');
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await printedSoon('CANARY')).toContain(`body: '{"private_key":"CANARY'`);
});

it('application/json is parsed, and its bytes are kept beside', async () => {
  const response = await put('application/json', '{ "length": 30 }');
  expect(await response.json()).toStrictEqual({
    url: '/v1/configuration',
    parsed: 'object',
    bytes: '{ "length": 30 }',
  });
});

it('our own media type reaches the function as bytes, malformed or not, and nothing is printed', async () => {
  for (const body of ['{"private_key":"CANARY', '{ "a": 1 }', 'é']) {
    const response = await put(VENDOR_TYPE, body);
    expect(response.status).toBe(200);
    expect(await response.json()).toStrictEqual({
      url: '/v1/configuration',
      parsed: 'not',
      bytes: Buffer.from(body).toString('latin1'),
    });
  }
  expect(printed).toBe('');
});

it('a path that is not percent-encoded never reaches the function: 400, as HTML', async () => {
  const response = await fetch(`${url}/v1/users/%ZZ`);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
});

it('any other path reaches the function as it was sent', async () => {
  const response = await fetch(`${url}/v1/users/a%2Fb%00/password?x=%20y`);
  expect(await response.json()).toMatchObject({ url: '/v1/users/a%2Fb%00/password?x=%20y' });
});

it.each(['/favicon.ico', '/robots.txt'])(
  '%s is answered 404 without the function',
  async (path) => {
    const response = await fetch(`${url}${path}`);
    expect([response.status, await response.text()]).toStrictEqual([404, '']);
  },
);
