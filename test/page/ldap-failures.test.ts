import { ldapChain } from '../../functions/domain/configuration/ldap-chain';
import {
  BIND_REASONS,
  type KnownBinds,
  type LdapVerification,
} from '../../functions/domain/configuration/secure-ldap';
import { BIND_FAILURE_TEXTS } from '../../functions/domain/proofs/bind-failure-texts';
import { type BindFailure } from '../../functions/domain/proofs/bind-failure';
import { DAY_MS, epochMs, later } from '../../functions/domain/time';
import { ldapFailuresEn, ldapFailuresFr } from '../../functions/page/texts/ldap-failures';

const NOW = epochMs(Date.parse('2026-03-01T12:00:00Z'));
const YEAR_AHEAD = later(NOW, DAY_MS) + 364 * DAY_MS;

/** Every chain that can be shown, by what was reached and what binds have shown. */
function chains(): LdapVerification[] {
  const proved: KnownBinds = { worked: true };
  const valid = { notAfter: epochMs(YEAR_AHEAD), binds: proved };
  const reached = [undefined, 'no-pair', ...Object.keys(BIND_FAILURE_TEXTS)] as const;
  return [
    ...reached.map((each) => ldapChain(valid, each as BindFailure, NOW)),
    ldapChain({ notAfter: later(NOW, DAY_MS), binds: proved }, 'connected', NOW),
    ldapChain({ notAfter: NOW, binds: proved }, 'connected', NOW),
    ...[undefined, ...BIND_REASONS].map((failure) =>
      ldapChain(
        { ...valid, binds: { worked: false, ...(failure ? { failure } : {}) } },
        'connected',
        NOW,
      ),
    ),
  ];
}

const links = chains().flatMap((chain) => chain.links);
const codes = [...new Set(links.flatMap(({ code }) => code ?? []))];

describe('the checks of Secure LDAP', () => {
  it('have many codes, or nothing would be tested here', () => {
    expect(codes).toHaveLength(19);
  });

  it('say in French what each code means and what to do', () => {
    expect(codes.filter((code) => ldapFailuresFr[code] === undefined)).toEqual([]);
  });

  it('say it in English too, by the page or by the service', () => {
    const own = new Set(Object.keys(ldapFailuresEn));
    const silent = links.filter(({ code, message }) => code !== undefined && message === undefined);
    expect(silent.filter(({ code }) => !own.has(code ?? ''))).toEqual([]);
  });
});
