import { type SecureLdapAnswer } from '../../api/configuration';
import { epochMs } from '../../domain/time';
import { GOOGLE } from '../google-links';
import { type LdapStanding, standingOf, type Validity, validityOf } from '../ldap-standing';
import { chainView, explanationOf, outsideButton, safeUrl, type ShownLink } from './chain-view';
import { copyButton } from './copy';
import { element } from './element';
import { daysAhead } from './format';
import { type PageContext } from './page-context';
import { factsView, type Summary, summaryView, timeView } from './summary-view';

type LdapLink = SecureLdapAnswer['verification']['links'][number];

/** The state of the connection to Secure LDAP: one line, then the facts, then the chain. */
export function ldapView(
  context: PageContext,
  secureLdap: SecureLdapAnswer | undefined,
  now: Date,
): HTMLElement[] {
  if (!secureLdap) return [element('p', { class: 'empty' }, context.texts.secureLdap.empty)];
  const validity = ldapValidity(secureLdap, now);
  return [
    summaryView(context, summary(context, secureLdap, validity)),
    facts(context, secureLdap),
    chainView(
      context,
      secureLdap.verification.links.map((link) => shown(context, link, validity)),
    ),
  ];
}

export const ldapValidity = ({ notAfter }: SecureLdapAnswer, now: Date): Validity =>
  validityOf(epochMs(Date.parse(notAfter)), epochMs(now.getTime()));

/** How Secure LDAP stands, in one sentence. */
export const ldapSummary = (
  context: PageContext,
  secureLdap: SecureLdapAnswer,
  now: Date,
): string => summary(context, secureLdap, ldapValidity(secureLdap, now)).text;

const LOOK: Readonly<Record<LdapStanding, Pick<Summary, 'state' | 'picture'>>> = {
  ok: { state: 'ok', picture: 'ok' },
  failing: { state: 'failing', picture: 'failing' },
  unproved: { state: 'waiting', picture: 'waiting' },
  unchecked: { state: 'unchecked', picture: 'not-reached' },
  expired: { state: 'failing', picture: 'failing' },
};

/** From this many days before the expiry, the summary says so too, and from the second on it alarms. */
const WARNS_DAYS = 30;
const ALARMS_DAYS = 7;

function summary(
  context: PageContext,
  { verification }: SecureLdapAnswer,
  validity: Validity,
): Summary {
  const texts = context.texts.secureLdap;
  const standing = standingOf(verification, validity);
  const { checkedAt } = verification;
  if (standing === 'ok' && validity.kind === 'expiring' && validity.threshold <= WARNS_DAYS) {
    const state = validity.threshold <= ALARMS_DAYS ? 'failing' : 'warning';
    return {
      state,
      picture: 'notice',
      text: texts.works(daysAhead(context, validity.daysLeft)),
      checkedAt,
    };
  }
  return { ...LOOK[standing], text: texts.summary[standing], checkedAt };
}

function facts(context: PageContext, secureLdap: SecureLdapAnswer): HTMLElement {
  const { facts: names, bindNames, copyFingerprint } = context.texts.secureLdap;
  const { fingerprint, notBefore, notAfter, bindName, uploadedAt } = secureLdap;
  const line = element('span', { class: 'copy-line' });
  line.append(element('code', {}, fingerprint), copyButton(context, copyFingerprint, fingerprint));
  return factsView([
    [names.fingerprint, [line]],
    [names.notBefore, [timeView(context, notBefore)]],
    [names.notAfter, [timeView(context, notAfter)]],
    [names.bindName, [bindNames[bindName]]],
    [names.uploadedAt, [timeView(context, uploadedAt)]],
  ]);
}

/** What a check may be a day late to see: the certificate expires soon, or has expired. */
function expiry(
  context: PageContext,
  { id }: LdapLink,
  validity: Validity,
): Partial<ShownLink> | undefined {
  const texts = context.texts.secureLdap;
  if (id !== 'ldap-certificate' || validity.kind === 'valid') return undefined;
  const explain = (code: string): Partial<ShownLink> => ({
    explanation: explanationOf(context, context.texts.ldapFailures[code], {}),
    remedies: [outsideButton(context, GOOGLE.adminConsole)],
  });
  if (validity.kind === 'expired') {
    return { ...explain('ldap-certificate-expired'), state: 'failing', words: texts.expired };
  }
  const words = texts.expires(daysAhead(context, validity.daysLeft));
  return { ...explain('ldap-certificate-expiring'), state: 'warning', words };
}

function shown(context: PageContext, link: LdapLink, validity: Validity): ShownLink {
  const { id, state } = link;
  const { secureLdap: texts, connection } = context.texts;
  const base = { id, state, name: texts.links[id], words: connection.states[state] };
  if (state === 'ok') {
    return { ...base, ...(expiry(context, link, validity) ?? { note: texts.proved[id] }) };
  }
  if (state === 'not-reached') return { ...base, note: connection.notReached };
  const why = {
    explanation: explanationOf(context, context.texts.ldapFailures[link.code ?? ''], link),
    remedies: remedies(context, link),
  };
  if (state === 'failing') return { ...base, ...why };
  return id === 'ldap-bind'
    ? { ...base, ...why, words: texts.unproved }
    : { ...base, words: texts.unchecked, note: texts.uncheckedNote };
}

/** Failures that are repaired in the Admin console. */
const IN_ADMIN_CONSOLE: ReadonlySet<string> = new Set([
  'ldap-key-unreadable',
  'ldap-certificate',
  'ldap-certificate-expired',
  'ldap-not-allowed',
  'ldap-closed',
  'ldap-unwilling',
]);

/** States that the proof of one password ends. */
const ENDED_BY_PROOF: ReadonlySet<string> = new Set(['ldap-unproved', 'ldap-refused']);

function remedies(context: PageContext, { code = '', url }: LdapLink): HTMLElement[] {
  if (ENDED_BY_PROOF.has(code)) {
    const href = `/accounts?lang=${context.language}`;
    return [element('a', { class: 'button small', href }, context.texts.secureLdap.toUsers)];
  }
  const page = safeUrl(url) ?? (IN_ADMIN_CONSOLE.has(code) ? GOOGLE.adminConsole : undefined);
  return page === undefined ? [] : [outsideButton(context, page)];
}
