import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');

/** Prints whether a function inside functions-framework is in a domain after an await, and how it fails. */
const PROBE = `
const domain = require('node:domain');
const { http } = require('@google-cloud/functions-framework');
const { getTestServer } = require('@google-cloud/functions-framework/testing');
const request = require('supertest');
const { withoutDomains } = require('./functions/http/without-domains.ts');

const entered = async (name) => {
  http(name, async (_request, response) => {
    await Promise.resolve();
    response.json({ entered: Boolean(domain.active) });
  });
  return (await request(getTestServer(name)).get('/')).body.entered;
};
(async () => {
  const before = await entered('in-a-domain');
  withoutDomains();
  withoutDomains();
  const after = await entered('without');
  http('failing', () => Promise.reject(new Error('no')));
  const { status } = await request(getTestServer('failing')).get('/');
  console.log(JSON.stringify({ before, after, status }));
})();
`;

/** In its own process: after the first domain, Node tracks every promise of the process for good. */
test('functions-framework runs a request in a domain of Node unless domains are removed, and then still answers for a function that fails', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--eval', PROBE],
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
  expect(JSON.parse(stdout)).toStrictEqual({ before: true, after: false, status: 500 });
});
