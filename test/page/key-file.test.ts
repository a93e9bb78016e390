import { checkKeyFile } from '../../functions/page/key-file';

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----\n';
const KEY = {
  type: 'service_account',
  project_id: 'acme',
  private_key_id: 'f00d',
  private_key: PEM,
  client_email: 'api@acme.iam.gserviceaccount.com',
  client_id: '104857600000000000001',
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const faultOf = (content: unknown, name = 'key.json'): string => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const check = checkKeyFile(name, bytes(text));
  return check.kind === 'ok' ? 'none' : check.fault;
};

describe('checkKeyFile', () => {
  it('takes a service account key and tells its parts that are no secret', () => {
    expect(checkKeyFile('acme-f00d.json', bytes(JSON.stringify(KEY)))).toEqual({
      kind: 'ok',
      key: {
        clientEmail: 'api@acme.iam.gserviceaccount.com',
        clientId: '104857600000000000001',
        content: KEY,
      },
    });
  });

  it('takes a key that does not name its project or its own id', () => {
    expect(faultOf({ ...KEY, project_id: undefined, private_key_id: undefined })).toBe('none');
  });

  it.each<[string, unknown, string]>([
    ['an empty file', '  \n', 'empty'],
    ['a file of more than 64 KiB', { ...KEY, padding: 'x'.repeat(65_536) }, 'too-large'],
    ['a text', 'Dear administrator,', 'not-json'],
    ['a JSON file that was cut off', JSON.stringify(KEY).slice(0, 100), 'not-json'],
    ['a list', [KEY], 'not-a-key-file'],
    ['a number', '42', 'not-a-key-file'],
    ['any other JSON', { name: 'package', version: '1.0.0' }, 'not-a-key-file'],
    [
      'an OAuth client of an installed application',
      { installed: { client_id: 'x' } },
      'oauth-client',
    ],
    ['an OAuth client of a web application', { web: { client_id: 'x' } }, 'oauth-client'],
    ['the credentials of a person', { type: 'authorized_user' }, 'user-credentials'],
    ['a workload identity configuration', { type: 'external_account' }, 'other-credentials'],
    ['an impersonation', { type: 'impersonated_service_account' }, 'other-credentials'],
    ['a key without its private key', { ...KEY, private_key: undefined }, 'incomplete'],
    [
      'a private key that was cut off',
      { ...KEY, private_key: PEM.slice(0, 40) },
      'truncated-private-key',
    ],
    ['a public key', { ...KEY, private_key: PEM.replaceAll('PRIVATE', 'PUBLIC') }, 'public-key'],
    [
      'a locked private key',
      { ...KEY, private_key: PEM.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE') },
      'encrypted-private-key',
    ],
  ])('names what is wrong with %s', (_, content, fault) => {
    expect(faultOf(content)).toBe(fault);
  });

  it('knows the old P12 format by the name of the file', () => {
    expect(checkKeyFile('acme-f00d.p12', Uint8Array.of(0x30, 0x82, 0x09))).toEqual({
      kind: 'fault',
      fault: 'p12',
    });
  });

  it('names every field that is missing', () => {
    const check = checkKeyFile(
      'key.json',
      bytes(JSON.stringify({ type: 'service_account', client_id: '1' })),
    );
    expect(check).toEqual({
      kind: 'fault',
      fault: 'incomplete',
      missing: ['client_email', 'private_key'],
    });
  });
});
