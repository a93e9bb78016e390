import fc from 'fast-check';
import { admin_directory_v1 as directory } from 'googleapis/build/src/apis/admin/directory_v1.js';
import { builtRequest } from '../../../functions/adapters/google/built-request';
import { userRequest } from '../../../functions/adapters/google/user-request';
import { VendorError } from '../../../functions/adapters/vendor-error';

const ROOT = 'https://example.com/google/';
const { users } = new directory.Admin({});
const update = () =>
  userRequest<directory.Schema$User>((userKey, options) =>
    users.update({ userKey, fields: 'id' }, options),
  );

it('is what the library builds, for every key that a user may have', async () => {
  const patterned = update();
  const key = fc
    .oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.emailAddress())
    .filter((text) => text !== '.' && text !== '..' && text.isWellFormed());
  await fc.assert(
    fc.asyncProperty(key, fc.string({ unit: 'grapheme' }), async (userKey, password) => {
      const own = await patterned(ROOT, userKey, { password });
      const theirs = await builtRequest('Admin SDK', ROOT, (options) =>
        users.update({ userKey, fields: 'id', requestBody: { password } }, options),
      );
      expect({ ...own, url: own.url.href }).toStrictEqual({ ...theirs, url: theirs.url.href });
    }),
  );
});

it('encodes what a URL would read as another part of it', async () => {
  const { url } = await update()(ROOT, "a/b?c#d%2F!'()*@e", {});
  expect(url.href).toBe(
    'https://example.com/google/admin/directory/v1/users/a%2Fb%3Fc%23d%252F%21%27%28%29%2A%40e?fields=id',
  );
});

it('has no body if the call has none', async () => {
  const { method, body } = await update()(ROOT, '1');
  expect([method, body]).toEqual(['PUT', undefined]);
});

it('goes to the root that each call names', async () => {
  const patterned = update();
  const hosts = [];
  for (const root of ['https://one.example/', 'https://two.example/', 'https://one.example/']) {
    hosts.push((await patterned(root, '1')).url.host);
  }
  expect(hosts).toEqual(['one.example', 'two.example', 'one.example']);
});

it('lets the library build once, and again after it could not', async () => {
  let calls = 0;
  const once = userRequest((userKey, options) => {
    calls += 1;
    if (calls === 1) throw new Error('not now');
    return users.get({ userKey }, options);
  });
  await expect(once(ROOT, '1')).rejects.toThrow(VendorError);
  await once(ROOT, '2');
  expect((await once(ROOT, '3')).url.pathname).toBe('/google/admin/directory/v1/users/3');
  expect(calls).toBe(2);
});

it('refuses a library that names the user elsewhere too', async () => {
  const twice = userRequest((userKey, options) =>
    users.get({ userKey, viewType: userKey, fields: 'id' }, options),
  );
  await expect(twice(ROOT, '1')).rejects.toThrow('elsewhere than once');
});
