import { type Ciphertext, ciphertext, userId } from '../../functions/domain/account';
import { Secret } from '../../functions/domain/secret';
import { type CipherContext, type PasswordCipher } from '../../functions/ports/password-cipher';

const ALICE_1: CipherContext = { userId: userId('101'), version: 1 };
const PASSWORD = 'correct-Horse-9-battery';

/** The contract of every `PasswordCipher`. `newCipher` may return the same one each time. */
export function describePasswordCipher(
  name: string,
  newCipher: () => Promise<PasswordCipher>,
): void {
  describe(`PasswordCipher: ${name}`, () => {
    let cipher: PasswordCipher;
    beforeEach(async () => {
      cipher = await newCipher();
    });
    const encrypt = (text: string, context = ALICE_1): Promise<Ciphertext> =>
      cipher.encrypt(new Secret(text), context);

    test.each([
      'correct-Horse-9-battery',
      'x',
      '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
      'Zoë’s 🔑 鍵 e\u0301',
      'a'.repeat(100),
    ])('gives back %j', async (password) => {
      const decrypted = await cipher.decrypt(await encrypt(password), ALICE_1);
      expect(decrypted?.reveal()).toBe(password);
    });

    test('a ciphertext is base64 and does not hold the password', async () => {
      const encrypted = await encrypt(PASSWORD);
      expect(encrypted).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      expect(Buffer.from(encrypted, 'base64').toString('latin1')).not.toContain('correct');
    });

    test('the same password is encrypted differently each time', async () => {
      const made = await Promise.all(Array.from({ length: 20 }, () => encrypt(PASSWORD)));
      expect(new Set(made).size).toBe(20);
    });

    test.each([
      ['another user', { userId: userId('102'), version: 1 }],
      ['another version', { userId: userId('101'), version: 2 }],
      ['digits moved from user to version', { userId: userId('10'), version: 11 }],
    ])('a ciphertext does not open for %s', async (_, other) => {
      const encrypted = await encrypt(PASSWORD);
      expect(await cipher.decrypt(encrypted, other)).toBeUndefined();
    });

    test('a ciphertext that was changed in any one byte does not open', async () => {
      const bytes = Buffer.from(await encrypt('pw'), 'base64');
      for (const index of [0, 1, 12, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(bytes.readUInt8(index) ^ 1, index);
        const opened = await cipher.decrypt(ciphertext(changed.toString('base64')), ALICE_1);
        expect(opened).toBeUndefined();
      }
    });

    test('a ciphertext that was cut short or added to does not open', async () => {
      const bytes = Buffer.from(await encrypt(PASSWORD), 'base64');
      for (const other of [
        bytes.subarray(0, bytes.length - 1),
        bytes.subarray(1),
        bytes.subarray(0, 12),
        Buffer.concat([bytes, Buffer.of(0)]),
      ]) {
        const opened = await cipher.decrypt(ciphertext(other.toString('base64')), ALICE_1);
        expect(opened).toBeUndefined();
      }
    });

    test.each(['', 'AAAA', 'not base64 at all', '\u0000', 'A'.repeat(10_000)])(
      'what was never a ciphertext, %j, does not open',
      async (text) => {
        expect(await cipher.decrypt(ciphertext(text), ALICE_1)).toBeUndefined();
      },
    );

    test('40 concurrent calls each get their own result', async () => {
      const contexts = Array.from({ length: 40 }, (_, index) => ({
        userId: userId(`${index}`),
        version: index + 1,
      }));
      const opened = await Promise.all(
        contexts.map(async (context) =>
          cipher.decrypt(await encrypt(`pw-${context.version}`, context), context),
        ),
      );
      expect(opened.map((secret) => secret?.reveal()).slice(0, 3)).toStrictEqual([
        'pw-1',
        'pw-2',
        'pw-3',
      ]);
      expect(opened[39]?.reveal()).toBe('pw-40');
    });
  });
}
