import { inspect } from 'node:util';
import { admin_directory_v1 as directory } from 'googleapis/build/src/apis/admin/directory_v1.js';
import { cloudkms } from 'googleapis/build/src/apis/cloudkms/index.js';
import { builtRequest } from '../../../functions/adapters/google/built-request';
import { VendorError } from '../../../functions/adapters/vendor-error';

const ROOT = 'https://example.com/google/';
const { users } = new directory.Admin({});

it('contains everything to be sent, except the sign-in', async () => {
  const built = await builtRequest('Directory API', ROOT, (options) =>
    users.update({ userKey: '1', fields: 'id', requestBody: { password: 'zoë' } }, options),
  );
  expect({ ...built, url: built.url.href }).toStrictEqual({
    url: 'https://example.com/google/admin/directory/v1/users/1?fields=id',
    method: 'PUT',
    headers: {
      'accept-encoding': 'gzip',
      'user-agent': 'google-apps-passwords (gzip)',
      'content-type': 'application/json',
    },
    body: '{"password":"zoë"}',
  });
});

it('has neither query nor body if there is none', async () => {
  const built = await builtRequest('Directory API', ROOT, (options) =>
    users.get({ userKey: '1' }, options),
  );
  expect({ ...built, url: built.url.href }).toStrictEqual({
    url: 'https://example.com/google/admin/directory/v1/users/1',
    method: 'GET',
    headers: { 'accept-encoding': 'gzip', 'user-agent': 'google-apps-passwords (gzip)' },
  });
});

it('encodes every value in its query, whatever its characters', async () => {
  const { url } = await builtRequest('Directory API', ROOT, (options) =>
    users.list({ customer: ['a b', 'c&d'] as never, pageToken: 'x\ud800', maxResults: 1 }, options),
  );
  expect(url.search).toBe('?customer=a%20b&customer=c%26d&pageToken=x%EF%BF%BD&maxResults=1');
});

it('that can’t be built leaves nothing of it in the error', async () => {
  const failed = builtRequest('Directory API', ROOT, (options) =>
    users.update({ requestBody: { password: 'CANARY' } }, options),
  );
  const error: unknown = await failed.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(VendorError);
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('CANARY');
});

describe('goes to Google, whatever universe the environment names', () => {
  beforeEach(() => (process.env['GOOGLE_CLOUD_UNIVERSE_DOMAIN'] = 'elsewhere.example'));
  afterEach(() => delete process.env['GOOGLE_CLOUD_UNIVERSE_DOMAIN']);

  it('with a password for a user', async () => {
    const root = 'https://admin.googleapis.com/';
    const { url } = await builtRequest('Directory API', root, (options) =>
      users.update({ userKey: '1001' }, options),
    );
    expect(url.href).toBe('https://admin.googleapis.com/admin/directory/v1/users/1001');
  });

  it('with a password to encrypt, and the token of this service', async () => {
    const { cryptoKeys } = cloudkms('v1').projects.locations.keyRings;
    const root = 'https://cloudkms.googleapis.com/';
    const { url } = await builtRequest('Cloud KMS', root, (options) =>
      cryptoKeys.encrypt({ name: 'projects/p/key', requestBody: { plaintext: 'eA==' } }, options),
    );
    expect(url.href).toBe('https://cloudkms.googleapis.com/v1/projects/p/key:encrypt');
  });
});
