import { inspect } from 'node:util';
import { cloudKmsCipher } from '../../../functions/adapters/gcp/cloud-kms-cipher';
import { noCredentials } from '../../../functions/adapters/gcp/google-credentials';
import { VendorError } from '../../../functions/adapters/vendor-error';
import { userId } from '../../../functions/domain/account';
import { Secret } from '../../../functions/domain/secret';
import { type PasswordCipher } from '../../../functions/ports/password-cipher';
import { describePasswordCipher } from '../../contracts/password-cipher.contract';
import { FakeCloudKms } from '../../fakes/fake-cloud-kms';
import { type Trouble } from '../../fakes/google-cloud-api';

const KEY = 'projects/example/locations/europe-west1/keyRings/state/cryptoKeys/passwords';
const CANARY = 'CANARY-the-password';
const ALICE = { userId: userId('101'), version: 1 };

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
});

async function cipherOver(google: FakeCloudKms, key = KEY): Promise<PasswordCipher> {
  const rootUrl = await google.api.listen();
  opened.push(google.api);
  return cloudKmsCipher({ key, credentials: noCredentials, rootUrl, deadlineMs: 2000 });
}

describePasswordCipher('Cloud KMS', () => cipherOver(new FakeCloudKms(KEY)));

describe('the cipher in Cloud KMS', () => {
  let google: FakeCloudKms;
  let cipher: PasswordCipher;
  beforeEach(async () => {
    google = new FakeCloudKms(KEY);
    cipher = await cipherOver(google);
  });

  it('refuses a ciphertext that was damaged on its way from Google', async () => {
    google.api.trouble.set('encrypt', { kind: 'damage' });
    await expect(cipher.encrypt(new Secret('p'), ALICE)).rejects.toThrow(
      'Cloud KMS encrypt: checksum does not match',
    );
  });

  it('refuses a password that was damaged on its way from Google', async () => {
    const sealed = await cipher.encrypt(new Secret('p'), ALICE);
    google.api.trouble.set('decrypt', { kind: 'damage' });
    await expect(cipher.decrypt(sealed, ALICE)).rejects.toThrow(
      'Cloud KMS decrypt: checksum does not match',
    );
  });

  it('refuses a ciphertext of a Google that did not verify what it received', async () => {
    google.forgetsSums = true;
    await expect(cipher.encrypt(new Secret('p'), ALICE)).rejects.toThrow(
      'Cloud KMS encrypt: answer not as described',
    );
  });

  it.each<[string, Trouble]>([
    ['a lost reply', { kind: 'lose-reply', times: 1 }],
    ['an answer that never comes', { kind: 'silent', times: 1 }],
    ['a page of HTML', { kind: 'html', times: 1 }],
    ['a Google that is away', { kind: 'refuse', status: 'UNAVAILABLE', times: 1 }],
    ['too many requests', { kind: 'refuse', status: 'RESOURCE_EXHAUSTED', times: 1 }],
  ])('tries once more after %s', async (_name, trouble) => {
    google.api.trouble.set('encrypt', trouble);
    const sealed = await cipher.encrypt(new Secret('p'), ALICE);
    expect((await cipher.decrypt(sealed, ALICE))?.reveal()).toBe('p');
    expect(google.api.calls).toEqual(['encrypt', 'encrypt', 'decrypt']);
  });

  it.each<[string, Trouble, string, number]>([
    ['is not allowed', { kind: 'refuse', status: 'PERMISSION_DENIED' }, 'HTTP 403', 1],
    ['is not signed in', { kind: 'refuse', status: 'UNAUTHENTICATED' }, 'HTTP 401', 1],
    ['meets an error that quotes it', { kind: 'quote' }, 'HTTP 400', 2],
    ['meets an internal error twice', { kind: 'refuse', status: 'INTERNAL' }, 'HTTP 500', 2],
    ['meets HTML twice', { kind: 'html' }, 'HTTP 502', 2],
    ['is never answered', { kind: 'silent' }, 'no answer', 2],
    ['meets two broken connections', { kind: 'lose-reply' }, 'no answer', 2],
  ])('throws an error without the password when it %s', async (_name, trouble, status, calls) => {
    google.api.trouble.set('encrypt', trouble);
    const failed = cipher.encrypt(new Secret(CANARY), ALICE);
    const error: unknown = await failed.catch((thrown: unknown) => thrown);
    expect(error).toEqual(new VendorError('Cloud KMS encrypt', status));
    expect(google.api.calls).toHaveLength(calls);
    const text = inspect(error, { showHidden: true, depth: Infinity }) + JSON.stringify(error);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 20));
  });

  it.each<[string, Trouble, number]>([
    ['its version is disabled or destroyed', { kind: 'refuse', status: 'FAILED_PRECONDITION' }, 2],
    ['the key is not there', { kind: 'refuse', status: 'NOT_FOUND' }, 1],
    ['it is no ciphertext of this key', { kind: 'refuse', status: 'INVALID_ARGUMENT' }, 2],
  ])('opens nothing when %s', async (_name, trouble, calls) => {
    const sealed = await cipher.encrypt(new Secret('p'), ALICE);
    google.api.trouble.set('decrypt', trouble);
    expect(await cipher.decrypt(sealed, ALICE)).toBeUndefined();
    expect(google.api.calls).toEqual(['encrypt', ...Array<string>(calls).fill('decrypt')]);
  });

  it('opens a ciphertext that was changed on its way to Google, once', async () => {
    const sealed = await cipher.encrypt(new Secret('p'), ALICE);
    google.api.trouble.set('decrypt', { kind: 'refuse', status: 'INVALID_ARGUMENT', times: 1 });
    expect((await cipher.decrypt(sealed, ALICE))?.reveal()).toBe('p');
  });

  it.each<[string, Trouble, string]>([
    ['is not allowed', { kind: 'refuse', status: 'PERMISSION_DENIED' }, 'HTTP 403'],
    ['meets HTML', { kind: 'html' }, 'HTTP 502'],
    ['is away', { kind: 'refuse', status: 'UNAVAILABLE' }, 'HTTP 503'],
    ['is asked too often', { kind: 'refuse', status: 'RESOURCE_EXHAUSTED' }, 'HTTP 429'],
    ['is never answered', { kind: 'lose-reply' }, 'no answer'],
  ])('throws an error without the ciphertext when it %s', async (_name, trouble, status) => {
    const sealed = await cipher.encrypt(new Secret('p'), ALICE);
    google.api.trouble.set('decrypt', trouble);
    const error: unknown = await cipher.decrypt(sealed, ALICE).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new VendorError('Cloud KMS decrypt', status));
    expect(inspect(error, { showHidden: true, depth: Infinity })).not.toContain(sealed);
  });

  it('throws for a key that does not exist', async () => {
    const other = await cipherOver(new FakeCloudKms(KEY), KEY.replace('passwords', 'other'));
    await expect(other.encrypt(new Secret('p'), ALICE)).rejects.toThrow(
      'Cloud KMS encrypt: HTTP 404',
    );
  });

  it('throws when nothing listens', async () => {
    const options = { key: KEY, credentials: noCredentials, rootUrl: 'http://127.0.0.1:1' };
    await expect(cloudKmsCipher(options).encrypt(new Secret('p'), ALICE)).rejects.toThrow(
      'Cloud KMS encrypt: no answer',
    );
  });
});
