import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userId } from '../../../functions/domain/account';
import { Secret } from '../../../functions/domain/secret';
import { aesCipher } from '../../../local/platform/aes-cipher';
import { createDurably } from '../../../local/platform/durable-file';
import { fileKeyVault } from '../../../local/platform/file-key-vault';
import { openLocalKey } from '../../../local/platform/local-key';
import { describeKeyVault } from '../../contracts/key-vault.contract';
import { describePasswordCipher } from '../../contracts/password-cipher.contract';
import { newFolder } from './new-folder';

const keyIn = (folder: string): ReturnType<typeof openLocalKey> =>
  openLocalKey(join(folder, 'local.key'));
const vaultIn = (folder: string): ReturnType<typeof fileKeyVault> =>
  fileKeyVault(join(folder, 'keys.vault'), keyIn(folder).derive('key-vault'));
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describeKeyVault('file', () => Promise.resolve(vaultIn(newFolder())));
describePasswordCipher('AES-256-GCM', () =>
  Promise.resolve(aesCipher(keyIn(newFolder()).derive('passwords'))),
);

describe('the cipher', () => {
  test('does not open with another key, and opens with the same one after a restart', async () => {
    const folder = newFolder();
    const context = { userId: userId('101'), version: 1 };
    const encrypted = await aesCipher(keyIn(folder).derive('passwords')).encrypt(
      new Secret('pw'),
      context,
    );
    const restarted = aesCipher(keyIn(folder).derive('passwords'));
    expect((await restarted.decrypt(encrypted, context))?.reveal()).toBe('pw');
    for (const other of [
      keyIn(newFolder()).derive('passwords'),
      keyIn(folder).derive('key-vault'),
    ]) {
      expect(await aesCipher(other).decrypt(encrypted, context)).toBeUndefined();
    }
  });
});

describe('the key file', () => {
  test('is made once, for its owner only, and nothing is left beside it', () => {
    const folder = newFolder();
    const { fingerprint } = keyIn(folder);
    expect(modeOf(join(folder, 'local.key'))).toBe(0o600);
    expect(statSync(join(folder, 'local.key')).size).toBe(32);
    expect(readdirSync(folder)).toStrictEqual(['local.key']);
    expect(keyIn(folder).fingerprint).toBe(fingerprint);
    expect(keyIn(newFolder()).fingerprint).not.toBe(fingerprint);
  });

  test.each([0o644, 0o640, 0o604, 0o620])('is refused when its mode is %o', (mode) => {
    const folder = newFolder();
    keyIn(folder);
    chmodSync(join(folder, 'local.key'), mode);
    expect(() => keyIn(folder)).toThrow(/^Other accounts can read or change .*local\.key\./);
  });

  test.each([0, 31, 33])('is refused when it has %d bytes, and is not replaced', (bytes) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'local.key'), Buffer.alloc(bytes), { mode: 0o600 });
    expect(() => keyIn(folder)).toThrow(/local\.key is not a key of this program/);
    expect(statSync(join(folder, 'local.key')).size).toBe(bytes);
  });

  test('is made whole where an earlier start was killed while it wrote', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'local.key.new'), 'half');
    keyIn(folder);
    expect(readdirSync(folder)).toStrictEqual(['local.key']);
    expect(statSync(join(folder, 'local.key')).size).toBe(32);
  });

  test('is never overwritten by one that is made at the same moment', () => {
    const path = join(newFolder(), 'local.key');
    createDurably(path, Buffer.from('first'));
    expect(() => {
      createDurably(path, Buffer.from('second'));
    }).toThrow('EEXIST');
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(existsSync(`${path}.new`)).toBe(false);
  });
});

describe('the key vault’s file', () => {
  test('is for its owner only and holds no key in clear', async () => {
    const folder = newFolder();
    await vaultIn(folder).add(new Secret('{"private_key":"canary-key"}'));
    expect(modeOf(join(folder, 'keys.vault'))).toBe(0o600);
    expect(readFileSync(join(folder, 'keys.vault'), 'latin1')).not.toContain('canary');
  });

  test('is read by the next process, and goes on counting', async () => {
    const folder = newFolder();
    const version = await vaultIn(folder).add(new Secret('one'));
    await vaultIn(folder).destroy(version);
    const next = await vaultIn(folder).add(new Secret('two'));
    expect([version, next]).toStrictEqual(['1', '2']);
    expect((await vaultIn(folder).read('2'))?.reveal()).toBe('two');
  });

  test('is left as it was by a write that was killed before its end', async () => {
    const folder = newFolder();
    await vaultIn(folder).add(new Secret('one'));
    writeFileSync(join(folder, 'keys.vault.new'), 'half of a newer one');
    expect((await vaultIn(folder).read('1'))?.reveal()).toBe('one');
    expect(await vaultIn(folder).add(new Secret('two'))).toBe('2');
  });

  test('is refused when it was changed, and never taken for an empty one', async () => {
    const folder = newFolder();
    await vaultIn(folder).add(new Secret('one'));
    const path = join(folder, 'keys.vault');
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    writeFileSync(path, bytes);
    await expect(vaultIn(folder).read('1')).rejects.toThrow('was changed');
    await expect(vaultIn(folder).add(new Secret('two'))).rejects.toThrow('was changed');
    expect(readFileSync(path)).toStrictEqual(bytes);
  });
});
