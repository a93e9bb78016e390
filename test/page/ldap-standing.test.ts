import { type SecureLdapAnswer } from '../../functions/api/configuration';
import { epochMs } from '../../functions/domain/time';
import { standingOf, validityOf } from '../../functions/page/ldap-standing';

const NOT_AFTER = epochMs(Date.parse('2026-06-01T12:00:00Z'));
const at = (time: string): ReturnType<typeof validityOf> =>
  validityOf(NOT_AFTER, epochMs(Date.parse(time)));

describe('validityOf', () => {
  it('says nothing more than 90 days before the expiry', () => {
    expect(at('2026-03-03T11:59:59Z')).toEqual({ kind: 'valid' });
  });

  it.each([
    ['2026-03-03T12:00:00Z', 90, 90],
    ['2026-05-02T11:59:59Z', 31, 90],
    ['2026-05-02T12:00:00Z', 30, 30],
    ['2026-05-25T12:00:00Z', 7, 7],
    ['2026-06-01T11:59:59Z', 1, 7],
  ])('counts the days at %s, rounded up', (time, daysLeft, threshold) => {
    expect(at(time)).toEqual({ kind: 'expiring', daysLeft, threshold });
  });

  it('says that the certificate has expired from that moment on', () => {
    expect(at('2026-06-01T12:00:00Z')).toEqual({ kind: 'expired' });
  });
});

describe('standingOf', () => {
  type Verification = SecureLdapAnswer['verification'];
  const verification = (
    state: Verification['state'],
    connect: Verification['links'][number]['state'],
  ): Verification => ({
    state,
    checkedAt: '2026-03-01T12:00:00Z',
    links: [{ id: 'ldap-connect', state: connect }],
  });

  it.each([
    ['ok', verification('ok', 'ok')],
    ['failing', verification('failing', 'failing')],
    ['unproved', verification('waiting', 'ok')],
    ['unchecked', verification('waiting', 'waiting')],
  ])('is %s', (standing, given) => {
    expect(standingOf(given, { kind: 'valid' })).toBe(standing);
  });

  it('is expired, though the last check was before that', () => {
    expect(standingOf(verification('ok', 'ok'), { kind: 'expired' })).toBe('expired');
  });
});
