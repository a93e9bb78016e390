import { type NetworkAnswer } from '../../api/networks';
import { epochMs } from '../../domain/time';
import { validityOf } from '../ldap-standing';
import { shownName } from '../network-name';
import { element } from './element';
import { type PageContext, readersLocale } from './page-context';
import { factsView, timeView } from './summary-view';

export type NetworkActions = {
  readonly edit: (network: NetworkAnswer) => void;
  readonly remove: (network: NetworkAnswer) => void;
};

/** A network with its certificates. Without `actions` the reader may only look. */
export function networkView(
  context: PageContext,
  network: NetworkAnswer,
  now: Date,
  actions?: NetworkActions,
): HTMLElement {
  const texts = context.texts.networks;
  const name = shownName(network.ssid);
  return element(
    'li',
    { class: 'network' },
    element(
      'div',
      { class: 'network-head' },
      element('h3', { class: 'ssid' }, name.text),
      actions && buttons(context, network, actions),
    ),
    name.hasBlanks && element('p', { class: 'hint' }, texts.blanks),
    factsView([
      [texts.facts.id, [element('code', {}, network.id)]],
      [texts.facts.security, [protection(context, network)]],
      ...(network.outerIdentity === undefined
        ? []
        : [[texts.facts.outerIdentity, [network.outerIdentity]] as const]),
      [texts.facts.serverNames, [network.serverNames.join(', ')]],
    ]),
    element('p', { class: 'label' }, texts.facts.caCertificates),
    element(
      'ul',
      { class: 'authorities' },
      ...network.caCertificates.map((certificate) =>
        element('li', {}, ...authorityView(context, certificate, now)),
      ),
    ),
  );
}

function buttons(
  { texts: { networks: texts } }: PageContext,
  network: NetworkAnswer,
  { edit, remove }: NetworkActions,
): HTMLElement {
  const name = network.ssid.trim();
  const button = (words: string, label: string, look: string, run: () => void): HTMLElement => {
    const made = element(
      'button',
      { type: 'button', class: `button small quiet ${look}`, 'aria-label': label },
      words,
    );
    made.addEventListener('click', run);
    return made;
  };
  return element(
    'div',
    { class: 'buttons' },
    button(texts.editShort, texts.edit(name), '', () => {
      edit(network);
    }),
    button(texts.removeShort, texts.remove(name), 'danger', () => {
      remove(network);
    }),
  );
}

function protection({ texts }: PageContext, { security, hidden }: NetworkAnswer): string {
  const words = texts.networks.securities[security];
  return hidden ? `${words} (${texts.networks.isHidden})` : words;
}

type Certificate = NetworkAnswer['caCertificates'][number];

/** Whose certificate it is, and until when it is valid. One that is not valid or soon will not be stands out. */
export function authorityView(
  context: PageContext,
  { subject, notBefore, notAfter }: Certificate,
  now: Date,
): HTMLElement[] {
  const texts = context.texts.networks;
  const name = element('span', { class: 'subject' }, subject === '' ? texts.nameless : subject);
  const line = (state: string, words: string, at: string): HTMLElement[] => [
    name,
    element('span', { class: 'validity', 'data-state': state }, `${words} `, timeView(context, at)),
  ];
  const at = epochMs(now.getTime());
  const validity = validityOf(epochMs(Date.parse(notAfter)), at);
  if (validity.kind === 'expired') return line('failing', texts.expired, notAfter);
  if (Date.parse(notBefore) > at) return line('waiting', texts.validFrom, notBefore);
  if (validity.kind === 'valid') return line('', texts.validUntil, notAfter);
  const days = new Intl.RelativeTimeFormat(readersLocale(context)).format(validity.daysLeft, 'day');
  return line('waiting', texts.expires(days), notAfter);
}
