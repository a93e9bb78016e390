import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type KeyPair } from '../../local/workspace/key-pair';
import { preparedFolder } from './folder';

/** A test that makes more keys than these gets a pair for the second time. */
const PAIRS = 16;
const FILE = 'key-pairs.json';

/** Makes the pairs of the run. One takes about 100 ms, more than most of the tests that need one. */
export async function prepareKeyPairs(folder: string): Promise<void> {
  const pair = promisify(generateKeyPair);
  const made = await Promise.all(
    Array.from({ length: PAIRS }, () =>
      pair('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }),
    ),
  );
  const pems = made.map(({ privateKey }) => privateKey);
  writeFileSync(join(folder, FILE), JSON.stringify(pems), { mode: 0o600 });
}

let pems: readonly string[] | undefined;
let next = 1;

function pairAt(index: number): KeyPair {
  pems ??= JSON.parse(readFileSync(join(preparedFolder(), FILE), 'utf8')) as string[];
  const pem = pems[index]!;
  return { privateKey: createPrivateKey(pem), publicKey: createPublicKey(pem) };
}

/** The pair of the fixtures' key file. Nothing else is given it. */
export const fixedKeyPair = (): KeyPair => pairAt(0);

/** The other pairs in turn: two keys of a test are different. */
export function preparedKeyPair(): KeyPair {
  const pair = pairAt(next);
  next = (next % (PAIRS - 1)) + 1;
  return pair;
}
