import { activeSync } from '../../../functions/domain/clients/activesync';

/**
 * The keys and types that Apple publishes for `com.apple.eas.account` (apple/device-management,
 * mdm/profiles/com.apple.eas.account.yaml), and the keys of every payload (CommonPayloadKeys.yaml).
 */
const EAS_KEYS: Record<string, 'string' | 'true' | 'integer'> = {
  PayloadType: 'string',
  PayloadVersion: 'integer',
  PayloadIdentifier: 'string',
  PayloadUUID: 'string',
  PayloadDisplayName: 'string',
  EmailAddress: 'string',
  Host: 'string',
  SSL: 'true',
  UserName: 'string',
  Password: 'string',
  OverridePreviousPassword: 'true',
};

const profile = (userId: string, password = 'a<b>&"c\''): string => {
  const form = activeSync.forms.find(({ mediaType }) => mediaType.includes('apple'))!;
  const user = { userId, primaryEmail: 'alice@example.com', password };
  return form.write(user, activeSync.host) as string;
};

/** The key and value pairs of a flat dict, in order. */
const pairs = (dict: string): [string, string, string][] =>
  [...dict.matchAll(/<key>(\w+)<\/key>(?:<(\w+)>([^<]*)<\/\w+>|<(true|false)\/>)/g)].map(
    ([, key = '', type, value = '', flag]) => [key, type ?? 'true', flag ?? value],
  );

describe('the Apple profile', () => {
  const xml = profile('101');
  const account = /<array><dict>(.*)<\/dict><\/array>/.exec(xml)?.[1] ?? '';

  test('has an account payload of nothing but keys that Apple publishes, each of its type', () => {
    const found = pairs(account).map(([key, type]) => [key, type]);
    expect(Object.fromEntries(found)).toStrictEqual(EAS_KEYS);
    expect(found).toHaveLength(Object.keys(EAS_KEYS).length);
  });

  test('tells the device what it needs, escaped for XML', () => {
    const values = Object.fromEntries(pairs(account).map(([key, , value]) => [key, value]));
    expect(values).toMatchObject({
      PayloadType: 'com.apple.eas.account',
      Host: 'm.google.com',
      SSL: 'true',
      EmailAddress: 'alice@example.com',
      UserName: 'alice@example.com',
      Password: 'a&lt;b&gt;&amp;"c\'',
      OverridePreviousPassword: 'true',
    });
  });

  test('replaces the profile before: identifiers depend on the user only', () => {
    const ids = (text: string): string[] =>
      [...text.matchAll(/<key>Payload(?:UUID|Identifier)<\/key><string>([^<]*)</g)].map(
        ([, id = '']) => id,
      );
    expect(ids(profile('101', 'another'))).toStrictEqual(ids(xml));
    expect(ids(profile('102'))).not.toStrictEqual(ids(xml));
    expect(ids(xml)[1]).toMatch(
      /^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/,
    );
  });

  test('is a property list of version 1.0', () => {
    expect(xml.split('\n').slice(0, 2)).toStrictEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    ]);
  });
});
