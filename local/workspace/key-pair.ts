import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/** An RSA pair of 2,048 bits, as Google's consoles create them. It takes about 100 ms of processor time. */
export const newKeyPair = (): KeyPair => generateKeyPairSync('rsa', { modulusLength: 2048 });
