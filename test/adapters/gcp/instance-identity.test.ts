import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { ScriptedGoogle } from '../../fakes/scripted-google';

const IDENTITY_PATH = '/computeMetadata/v1/instance/service-accounts/default/identity';
const ADAPTERS = resolve(__dirname, '../../../functions/adapters/gcp');

/** Runs in its own process, with the environment of an instance. */
const PROGRAM = `
const { instanceCredentials, instanceIdentity } = require(${JSON.stringify(`${ADAPTERS}/google-credentials`)});
instanceIdentity(instanceCredentials())('https://rotation-1.europe-west1.run.app').then(
  (token) => console.log(token),
  (error) => console.log(error),
);
`;

const metadata = new ScriptedGoogle(() => ({}));
let host: string;
beforeAll(async () => {
  host = new URL(await metadata.start()).host;
});
afterAll(() => metadata.stop());

async function onInstance(): Promise<string> {
  metadata.calls.length = 0;
  const env = {
    PATH: process.env['PATH'],
    GCE_METADATA_HOST: host,
    METADATA_SERVER_DETECTION: 'assume-present',
    GOOGLE_CLOUD_PROJECT: 'example-project',
    HOME: '/nonexistent',
  };
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', PROGRAM], { env });
  const { stdout } = await run;
  return stdout.trim();
}

const headers = { 'metadata-flavor': 'Google' };

test('is what the metadata server says for that audience', async () => {
  metadata.answer = ({ url }) => ({
    headers,
    body: url.startsWith(IDENTITY_PATH) ? 'header.payload.signature' : 'googleapis.com',
  });
  expect(await onInstance()).toBe('header.payload.signature');
  const asked = metadata.calls.find(({ url }) => url.startsWith(IDENTITY_PATH));
  expect(new URL(asked?.url ?? '', 'http://x').searchParams.get('audience')).toBe(
    'https://rotation-1.europe-west1.run.app',
  );
});

test('that the metadata server refuses is an error that quotes nothing', async () => {
  metadata.answer = () => ({ status: 403, headers, body: 'CANARY' });
  const printed = await onInstance();
  expect(printed).toContain('VendorError: Google Cloud identity: ');
  expect(printed).not.toContain('CANARY');
});
