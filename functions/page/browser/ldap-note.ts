import { type OverviewAnswer } from '../../api/overview';
import { epochMs } from '../../domain/time';
import { validityOf } from '../ldap-standing';
import { element } from './element';
import { type PageContext } from './page-context';
import { daysAhead } from './format';

/** A link to the page with the checks of Secure LDAP. */
export const ldapLink = (context: PageContext): HTMLElement =>
  element('a', { href: `/networks?lang=${context.language}` }, context.texts.proofs.toLdap);

/** What keeps passwords from being proved, now or soon, with where to look. Empty: nothing does. */
export function ldapNote(
  context: PageContext,
  { secureLdap, at }: Pick<OverviewAnswer, 'secureLdap' | 'at'>,
): HTMLElement[] {
  if (secureLdap === undefined) return [];
  const texts = context.texts.rotation.proofs;
  const moment = (time: string): ReturnType<typeof epochMs> => epochMs(Date.parse(time));
  const validity = validityOf(moment(secureLdap.notAfter), moment(at));
  const says =
    validity.kind === 'expired'
      ? texts.expired
      : secureLdap.state === 'failing'
        ? texts.failing
        : validity.kind === 'expiring'
          ? texts.expires(daysAhead(context, validity.daysLeft))
          : undefined;
  if (says === undefined) return [];
  return [
    element('div', { class: 'hold' }, element('p', {}, says), element('p', {}, ldapLink(context))),
  ];
}
