import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { instanceBearer, noCredentials } from '../../../functions/adapters/gcp/google-credentials';
import { ScriptedGoogle } from '../../fakes/scripted-google';

const TOKEN_PATH = '/computeMetadata/v1/instance/service-accounts/default/token';
const ADAPTERS = resolve(__dirname, '../../../functions/adapters/gcp');

/** Google's library fetches through an ES module, which jest can't load, so this runs in its own process. */
const PROGRAM = `
const { instanceBearer, instanceCredentials } = require(${JSON.stringify(`${ADAPTERS}/google-credentials`)});
const bearer = instanceBearer(instanceCredentials());
const twice = async () => [await bearer(), await bearer()];
twice().then((tokens) => console.log(tokens.join(' ')), (error) => console.log(error));
`;

const metadata = new ScriptedGoogle(() => ({}));
let host: string;
beforeAll(async () => {
  host = new URL(await metadata.start()).host;
});
afterAll(() => metadata.stop());

/** The program's output on an instance with our own metadata server. */
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

describe('the bearer of the instance', () => {
  it('is the token of its service account, fetched once', async () => {
    metadata.answer = ({ url }) => ({
      headers,
      body: url.startsWith(TOKEN_PATH)
        ? '{"access_token":"ya29.instance","expires_in":3599,"token_type":"Bearer"}'
        : 'googleapis.com',
    });
    expect(await onInstance()).toBe('ya29.instance ya29.instance');
    expect(metadata.calls.filter(({ url }) => url.startsWith(TOKEN_PATH))).toHaveLength(1);
  });

  it('refused by the metadata server is an error that quotes nothing', async () => {
    metadata.answer = () => ({ status: 403, headers, body: 'CANARY' });
    const printed = await onInstance();
    expect(printed).toContain('VendorError: Google Cloud sign-in: ');
    expect(printed).not.toContain('CANARY');
  });

  it('is not invented when there are no credentials', async () => {
    await expect(instanceBearer(noCredentials)()).rejects.toThrow('Google Cloud sign-in: no token');
  });
});
