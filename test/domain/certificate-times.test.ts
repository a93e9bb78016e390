import { X509Certificate } from 'node:crypto';
import { certificateTimes } from '../../functions/domain/certificate-times';
import { GOOD, withTime } from '../fixtures/ldap-certificates';

const timesOf = (pem: string): unknown => certificateTimes(new X509Certificate(pem));

test('from when until when', () => {
  expect(timesOf(GOOD.certificate)).toStrictEqual({
    notBefore: Date.UTC(2025, 0, 1),
    notAfter: Date.UTC(2125, 0, 1),
  });
});

test.each([
  ['250101000000Z', '251301000000Z'],
  ['21250101000000Z', '21251301000000Z'],
  ['250101000000Z', '690101000000Z'],
])('a time that is none, or before 1970, is always seen: %s as %s', (from, to) => {
  const pem = withTime(GOOD.certificate, from, to);
  // Node fills such a date from the stack: something else is there each time.
  for (let times = 0; times < 50; times += 1) expect(timesOf(pem)).toBeUndefined();
});
