import { Secret } from '../../functions/domain/secret';
import { type KeyVault } from '../../functions/ports/key-vault';

const KEY = '{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----\\nMII\\n"}';

/** The contract of every `KeyVault`. `newVault` returns an empty one each time. */
export function describeKeyVault(name: string, newVault: () => Promise<KeyVault>): void {
  describe(`KeyVault: ${name}`, () => {
    let vault: KeyVault;
    beforeEach(async () => {
      vault = await newVault();
    });
    const states = async (): Promise<Record<string, string>> =>
      Object.fromEntries((await vault.list()).map(({ version, state }) => [version, state]));
    const revealed = async (version: string): Promise<string | undefined> =>
      (await vault.read(version))?.reveal();

    test('an empty vault lists nothing', async () => {
      expect(await vault.list()).toStrictEqual([]);
    });

    test('a key is read by the name that adding it gave', async () => {
      const version = await vault.add(new Secret(KEY));
      expect(await revealed(version)).toBe(
        '{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----\\nMII\\n"}',
      );
      expect(await vault.list()).toStrictEqual([{ version, state: 'enabled' }]);
    });

    test('each version keeps its own key, the same key added twice too', async () => {
      const first = await vault.add(new Secret('one'));
      const second = await vault.add(new Secret('two'));
      const third = await vault.add(new Secret('two'));
      expect(new Set([first, second, third]).size).toBe(3);
      expect([await revealed(first), await revealed(second), await revealed(third)]).toStrictEqual([
        'one',
        'two',
        'two',
      ]);
    });

    test('keys added at the same time are all kept', async () => {
      const keys = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9'];
      const versions = await Promise.all(keys.map((key) => vault.add(new Secret(key))));
      expect(new Set(versions).size).toBe(10);
      expect(await Promise.all(versions.map(revealed))).toStrictEqual(keys);
    });

    test('a key of 64 KiB is kept whole, one byte more is refused and leaves nothing', async () => {
      const largest = `${'é'.repeat(32_767)}xy`;
      const version = await vault.add(new Secret(largest));
      expect(await revealed(version)).toBe(largest);

      await expect(vault.add(new Secret(`${largest}z`))).rejects.toThrow();
      expect(await states()).toStrictEqual({ [version]: 'enabled' });
    });

    test('any text comes back as it was', async () => {
      const text = 'ключ 鍵 🔑 \u0000 \r\n\t "\\" \u2028 e\u0301';
      expect(await revealed(await vault.add(new Secret(text)))).toBe(
        'ключ 鍵 🔑 \u0000 \r\n\t "\\" \u2028 e\u0301',
      );
    });

    test('a disabled version can not be read and is still listed', async () => {
      const version = await vault.add(new Secret(KEY));
      const other = await vault.add(new Secret('other'));
      await vault.disable(version);
      expect(await vault.read(version)).toBeUndefined();
      expect(await revealed(other)).toBe('other');
      expect(await states()).toStrictEqual({ [version]: 'disabled', [other]: 'enabled' });
    });

    test('a destroyed version can not be read and is listed as destroyed, or not at all', async () => {
      const enabled = await vault.add(new Secret(KEY));
      const disabled = await vault.add(new Secret(KEY));
      await vault.disable(disabled);
      await vault.destroy(enabled);
      await vault.destroy(disabled);
      expect(await vault.read(enabled)).toBeUndefined();
      expect(await vault.read(disabled)).toBeUndefined();
      for (const { state } of await vault.list()) expect(state).toBe('destroyed');
    });

    test('a destroyed version stays destroyed, and its name is never used again', async () => {
      const version = await vault.add(new Secret(KEY));
      await vault.destroy(version);
      await vault.disable(version);
      expect((await states())[version] ?? 'destroyed').toBe('destroyed');
      expect(await vault.add(new Secret(KEY))).not.toBe(version);
      expect(await vault.read(version)).toBeUndefined();
    });

    test('disabling and destroying twice is the same as once', async () => {
      const disabled = await vault.add(new Secret('d'));
      const destroyed = await vault.add(new Secret('x'));
      await vault.disable(disabled);
      await vault.disable(disabled);
      await vault.destroy(destroyed);
      await vault.destroy(destroyed);
      expect((await states())[disabled]).toBe('disabled');
      expect(await vault.read(destroyed)).toBeUndefined();
    });

    test.each([
      'latest',
      '999',
      '0',
      '-1',
      '1.0',
      '',
      ' ',
      '../1',
      '1/../1',
      '__proto__',
      '\u0000',
    ])('a name that no key has, %j, has no effect', async (unknown) => {
      const version = await vault.add(new Secret(KEY));
      expect(await vault.read(unknown)).toBeUndefined();
      await vault.disable(unknown);
      await vault.destroy(unknown);
      expect(await revealed(version)).toBe(KEY);
      expect(await states()).toStrictEqual({ [version]: 'enabled' });
    });
  });
}
