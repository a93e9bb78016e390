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
let next = 0;

/** The run's pairs in turn: two keys of a test are different. */
export function preparedKeyPair(): KeyPair {
  pems ??= JSON.parse(readFileSync(join(preparedFolder(), FILE), 'utf8')) as string[];
  const pem = pems[next % pems.length]!;
  next += 1;
  return { privateKey: createPrivateKey(pem), publicKey: createPublicKey(pem) };
}
