import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { Secret } from '../../functions/domain/secret';

const PRINTERS: readonly ((secret: Secret) => string)[] = [
  String,
  (secret) => `as text: ${secret as unknown as string}`,
  (secret) => JSON.stringify({ secret, list: [secret] }),
  (secret) => inspect(secret),
  (secret) => inspect({ nested: { secret } }, { showHidden: true, depth: Infinity }),
  (secret) => format('%s %o %O %j', secret, secret, secret, secret),
  (secret) => JSON.stringify(Object.assign({}, secret)),
  (secret) => JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
  (secret) => JSON.stringify(structuredClone(Object.assign({}, secret))),
  (secret) => [secret].join(),
  (secret) => new Error('failed', { cause: secret }).stack ?? '',
  (secret) => inspect(new Error('failed', { cause: secret })),
];

test('no way of printing a secret shows it; only reveal() returns it', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 6, maxLength: 40 }).map((text) => `canary${text}`),
      (text) => {
        const secret = new Secret(text);
        for (const print of PRINTERS) expect(print(secret)).not.toContain(text);
        expect(secret.reveal()).toBe(text);
      },
    ),
  );
});

test('a printed secret says that it is one', () => {
  expect(String(new Secret('x'))).toBe('[secret]');
  expect(JSON.stringify([new Secret('x')])).toBe('["[secret]"]');
});
