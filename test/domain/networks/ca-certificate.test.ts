import { X509Certificate } from 'node:crypto';
import {
  derBase64,
  describeCa,
  isReadable,
  rootsOf,
} from '../../../functions/domain/networks/ca-certificate';
import { certificatesIn, checkCaText } from '../../../functions/domain/networks/ca-text';
import {
  derOf,
  EXPIRED_ROOT,
  INTERMEDIATE,
  ROOT,
  SECOND_ROOT,
} from '../../fixtures/ca-certificates';
import { GOOD, LOCKED, LOCKED_PKCS1, REQUEST, withTime } from '../../fixtures/ldap-certificates';

const NO_TIME = withTime(GOOD.certificate, '250101000000Z', '251301000000Z');

const ok = (...certificates: string[]): object => ({ kind: 'ok', certificates });

test.each<[string, string, object]>([
  ['one certificate', ROOT, ok(ROOT)],
  ['an expired one', EXPIRED_ROOT, ok(EXPIRED_ROOT)],
  ['several in one text', `${ROOT}\n${SECOND_ROOT}`, ok(ROOT, SECOND_ROOT)],
  ['the same one twice', ROOT + SECOND_ROOT + ROOT, ok(ROOT, SECOND_ROOT)],
  ['Windows line breaks', ROOT.replaceAll('\n', '\r\n'), ok(ROOT)],
  ['line breaks that were escaped', ROOT.replaceAll('\n', String.raw`\n`), ok(ROOT)],
  ['text around it', `\ufeffsubject=CN = Example Root\n${ROOT}\nThe end.`, ok(ROOT)],
  ['one without an authority’s mark, as of old', GOOD.certificate, ok(GOOD.certificate)],
])('takes %s', (_, text, expected) => {
  expect(checkCaText(text)).toStrictEqual(expected);
  expect(certificatesIn([text]).every(isReadable)).toBe(true);
});

test.each<[string, string, string]>([
  ['a private key', GOOD.privateKey, 'private-key'],
  ['a certificate with its private key', GOOD.certificate + GOOD.privateKey, 'private-key'],
  ['a private key with a passphrase', LOCKED, 'private-key'],
  ['a private key with a passphrase in the older form', LOCKED_PKCS1, 'private-key'],
  ['a private key that is cut off', GOOD.privateKey.slice(0, 300), 'private-key'],
  ['nothing', '', 'no-pem'],
  ['DER', '0\u0082\u0002', 'no-pem'],
  ['a certificate that is cut off', ROOT.slice(0, 200), 'cut-off'],
  ['a whole one and one that is cut off', ROOT + SECOND_ROOT.slice(0, 200), 'cut-off'],
  ['a request', REQUEST, 'not-a-certificate'],
  ['a certificate and a request', ROOT + REQUEST, 'not-a-certificate'],
])('refuses %s', (_, text, fault) => {
  expect(checkCaText(text)).toStrictEqual({ kind: 'fault', fault });
});

test('knows a certificate that is damaged, or whose time is none', () => {
  const damaged = ROOT.replace('MII', 'AAA');
  expect([ROOT, damaged, NO_TIME].map(isReadable)).toStrictEqual([true, false, false]);
});

test('tells subject and validity', () => {
  expect(describeCa(ROOT)).toStrictEqual({
    subject: 'CN=Example Root, O=Example',
    notBefore: Date.UTC(2025, 0, 1),
    notAfter: Date.UTC(2049, 0, 1),
  });
});

test('a chain gives its root; without a root, all are kept', () => {
  expect(rootsOf([INTERMEDIATE, ROOT])).toStrictEqual([ROOT]);
  expect(rootsOf([ROOT, SECOND_ROOT])).toStrictEqual([ROOT, SECOND_ROOT]);
  expect(rootsOf([INTERMEDIATE])).toStrictEqual([INTERMEDIATE]);
});

test('the certificate itself in base64', () => {
  expect(derBase64(ROOT)).toBe(derOf(ROOT));
  expect(Buffer.from(derBase64(ROOT), 'base64')).toStrictEqual(new X509Certificate(ROOT).raw);
});
