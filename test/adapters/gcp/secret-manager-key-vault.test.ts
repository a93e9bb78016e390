import { inspect } from 'node:util';
import { noCredentials } from '../../../functions/adapters/gcp/google-credentials';
import { secretManagerKeyVault } from '../../../functions/adapters/gcp/secret-manager-key-vault';
import { VendorError } from '../../../functions/adapters/vendor-error';
import { Secret } from '../../../functions/domain/secret';
import { type KeyVault } from '../../../functions/ports/key-vault';
import { describeKeyVault } from '../../contracts/key-vault.contract';
import { FakeSecretManager } from '../../fakes/fake-secret-manager';
import { type Trouble } from '../../fakes/google-cloud-api';

const SECRET = 'projects/example/secrets/service-account-key';
const CANARY = 'CANARY-private-key';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]();
});

async function vaultOver(google: FakeSecretManager, deadlineMs = 5000): Promise<KeyVault> {
  const rootUrl = await google.api.listen();
  const vault = secretManagerKeyVault({
    secret: SECRET,
    credentials: noCredentials,
    rootUrl,
    deadlineMs,
  });
  opened.push(google.api, vault);
  return vault;
}

describeKeyVault('Secret Manager', () => vaultOver(new FakeSecretManager(SECRET)));

describeKeyVault('Secret Manager, that destroys later', () => {
  const google = new FakeSecretManager(SECRET);
  google.destroyLater = true;
  return vaultOver(google);
});

describe('the key vault in Secret Manager', () => {
  let google: FakeSecretManager;
  let vault: KeyVault;
  beforeEach(async () => {
    google = new FakeSecretManager(SECRET);
    vault = await vaultOver(google, 2000);
  });
  const trouble = (call: string, kind: Trouble): void => void google.api.trouble.set(call, kind);

  it('names a version by its number alone, though Google names the project by a number too', async () => {
    expect(await vault.add(new Secret('k'))).toBe('1');
    expect(await vault.list()).toEqual([{ version: '1', state: 'enabled' }]);
  });

  it('sends Google no name that can’t be a version', async () => {
    for (const name of ['latest', '0', '1.0', '../1', '']) await vault.read(name);
    await vault.destroy('latest');
    expect(google.api.calls).toEqual([]);
  });

  it('erases a destroyed key at Google', async () => {
    await vault.destroy(await vault.add(new Secret(CANARY)));
    expect([...google.held]).toEqual([['1', undefined]]);
  });

  it('returns a key again after it was disabled and enabled by hand', async () => {
    const version = await vault.add(new Secret('k'));
    google.byHand(version, 'disable');
    expect(await vault.read(version)).toBeUndefined();
    google.byHand(version, 'enable');
    expect((await vault.read(version))?.reveal()).toBe('k');
  });

  it('adds once, though the reply was lost', async () => {
    trouble('addVersion', { kind: 'lose-reply', times: 1 });
    await expect(vault.add(new Secret('k'))).rejects.toThrow('Secret Manager add: UNAVAILABLE');
    expect([...google.held]).toEqual([['1', 'k']]);
    expect(google.api.calls).toEqual(['addVersion']);
  });

  it('refuses a key that was damaged on its way from Google', async () => {
    const version = await vault.add(new Secret('k'));
    trouble('access', { kind: 'damage' });
    await expect(vault.read(version)).rejects.toThrow(
      'Secret Manager access: checksum does not match',
    );
  });

  it('lists more versions than Google gives in one page', async () => {
    for (let count = 0; count < 3; count += 1) await vault.add(new Secret('k'));
    google.pageSize = 2;
    expect((await vault.list()).map(({ version }) => version)).toEqual(['3', '2', '1']);
    expect(google.api.calls.filter((call) => call === 'list')).toHaveLength(2);
  });

  it.each<[string, Trouble, string]>([
    ['is not allowed', { kind: 'refuse', status: 'PERMISSION_DENIED' }, 'PERMISSION_DENIED'],
    ['is not signed in', { kind: 'refuse', status: 'UNAUTHENTICATED' }, 'UNAUTHENTICATED'],
    ['meets an internal error', { kind: 'refuse', status: 'INTERNAL' }, 'INTERNAL'],
    ['meets a page of HTML', { kind: 'html' }, 'INTERNAL'],
    ['meets an error that quotes the key', { kind: 'quote' }, 'INVALID_ARGUMENT'],
    ['is never answered', { kind: 'silent' }, 'DEADLINE_EXCEEDED'],
  ])('throws an error without the key when adding %s', async (_name, kind, status) => {
    trouble('addVersion', kind);
    const error: unknown = await vault.add(new Secret(CANARY)).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new VendorError('Secret Manager add', status));
    const text = inspect(error, { showHidden: true, depth: Infinity }) + JSON.stringify(error);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 20));
  });

  it('does not mistake an outage for a missing key', async () => {
    const version = await vault.add(new Secret('k'));
    trouble('access', { kind: 'refuse', status: 'PERMISSION_DENIED' });
    await expect(vault.read(version)).rejects.toThrow('Secret Manager access: PERMISSION_DENIED');
    trouble('destroy', { kind: 'refuse', status: 'PERMISSION_DENIED' });
    await expect(vault.destroy(version)).rejects.toThrow('PERMISSION_DENIED');
  });

  it('retries a read when Google is briefly unavailable', async () => {
    const version = await vault.add(new Secret('k'));
    trouble('access', { kind: 'lose-reply', times: 1 });
    expect((await vault.read(version))?.reveal()).toBe('k');
  });
});
