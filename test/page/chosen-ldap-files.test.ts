import {
  type ChosenLdapFiles,
  type LdapParts,
  type ReadFile,
  sortLdapFiles,
} from '../../functions/page/chosen-ldap-files';
import { GOOD, LOCKED, LOCKED_PKCS1, OTHER, REQUEST } from '../fixtures/ldap-certificates';

const file = (name: string, text: string): ReadFile => ({
  name,
  bytes: new TextEncoder().encode(text),
});
const CRT = file('Google_2028_12_14_12345.crt', GOOD.certificate);
const KEY = file('Google_2028_12_14_12345.key', GOOD.privateKey);
const BOTH = {
  certificate: { name: CRT.name, text: GOOD.certificate },
  privateKey: { name: KEY.name, text: GOOD.privateKey },
};

const faultOf = (...files: readonly ReadFile[]): string => {
  const sorted = sortLdapFiles(files);
  return sorted.kind === 'fault' ? `${sorted.fault}: ${sorted.name}` : 'none';
};
const partsOf = (sorted: ChosenLdapFiles): LdapParts | undefined =>
  sorted.kind === 'parts' ? sorted.parts : undefined;

describe('sortLdapFiles', () => {
  it.each([
    ['in this order', [CRT, KEY]],
    ['in the other order', [KEY, CRT]],
  ])('finds out which file is which (%s)', (_, files) => {
    expect(sortLdapFiles(files)).toEqual({ kind: 'parts', parts: BOTH });
  });

  it('goes by what is in a file and not by its name', () => {
    const parts = partsOf(
      sortLdapFiles([file('a.key', GOOD.certificate), file('b.crt', GOOD.privateKey)]),
    );
    expect(parts?.certificate?.name).toBe('a.key');
    expect(parts?.privateKey?.name).toBe('b.crt');
  });

  it('takes one file that holds both', () => {
    const text = GOOD.certificate + GOOD.privateKey;
    expect(partsOf(sortLdapFiles([file('both.pem', text)]))).toEqual({
      certificate: { name: 'both.pem', text },
      privateKey: { name: 'both.pem', text },
    });
  });

  it('waits for the other file, and adds it to the one that was chosen before', () => {
    const first = partsOf(sortLdapFiles([CRT]));
    expect(first).toEqual({ certificate: BOTH.certificate });
    expect(partsOf(sortLdapFiles([KEY], first))).toEqual(BOTH);
  });

  it('takes a newer choice in place of the earlier one', () => {
    const other = file('other.crt', OTHER.certificate);
    expect(partsOf(sortLdapFiles([other], BOTH))).toEqual({
      certificate: { name: 'other.crt', text: OTHER.certificate },
      privateKey: BOTH.privateKey,
    });
  });

  it.each<[string, readonly ReadFile[], string]>([
    ['Google’s zip file', [file('Google_2028.zip', 'anything')], 'zip: Google_2028.zip'],
    ['a zip file of another name', [file('certificate', 'PK\u0003\u0004…')], 'zip: certificate'],
    ['a PKCS #12 file', [file('client.p12', '0\u0082')], 'p12: client.p12'],
    ['an empty file', [CRT, file('x.key', ' \n')], 'empty: x.key'],
    ['a file of more than 64 KiB', [file('x.crt', 'x'.repeat(65_537))], 'too-large: x.crt'],
    ['a certificate that is not in PEM', [file('x.crt', '0\u0082\u0003')], 'no-pem: x.crt'],
    ['half a file', [file('x.key', GOOD.privateKey.slice(0, 400)), CRT], 'cut-off: x.key'],
    ['a request', [file('x.csr', REQUEST), KEY], 'neither: x.csr'],
    ['a key with a passphrase', [CRT, file('x.key', LOCKED)], 'encrypted-private-key: x.key'],
    [
      'an older key with a passphrase',
      [CRT, file('x.key', LOCKED_PKCS1)],
      'encrypted-private-key: x.key',
    ],
    [
      'the certificates of two clients',
      [CRT, file('other.crt', OTHER.certificate), KEY],
      'several-certificates: other.crt',
    ],
    [
      'the keys of two clients',
      [CRT, KEY, file('other.key', OTHER.privateKey)],
      'several-private-keys: other.key',
    ],
    [
      'a file with two certificates',
      [file('chain.crt', GOOD.certificate + OTHER.certificate), KEY],
      'several-certificates: chain.crt',
    ],
  ])('names what is wrong with %s, and in which file', (_, files, fault) => {
    expect(faultOf(...files)).toBe(fault);
  });
});
