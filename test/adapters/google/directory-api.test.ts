import { type AuthClient } from 'google-auth-library';
import { directoryUsers } from '../../../functions/adapters/google/directory-api';

/** Where the library would send a call, and by which method; nothing is sent. */
async function whereTo(): Promise<unknown> {
  let prepared: { url: string; method: string } | undefined;
  const request = (given: typeof prepared): Promise<void> => {
    prepared = given;
    return Promise.resolve();
  };
  const transport = { retry: false, auth: { request } as unknown as AuthClient };
  await (await directoryUsers()).update({ userKey: '1001' }, transport);
  return prepared && [prepared.method, prepared.url];
}

it('builds calls for Google, whatever universe the environment names', async () => {
  const google = ['PUT', 'https://admin.googleapis.com/admin/directory/v1/users/1001'];
  expect(await whereTo()).toStrictEqual(google);
  process.env['GOOGLE_CLOUD_UNIVERSE_DOMAIN'] = 'elsewhere.example';
  try {
    expect(await whereTo()).toStrictEqual(google);
  } finally {
    delete process.env['GOOGLE_CLOUD_UNIVERSE_DOMAIN'];
  }
});

it('is loaded once, and holds nothing of a connection', async () => {
  expect(await directoryUsers()).toBe(await directoryUsers());
});
