import {
  type ConfigurationAnswer,
  type CredentialAnswer,
  type LinkAnswer,
  type VerificationAnswer,
} from '../../api/configuration';
import { delegationUrl, DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { type About, type FailureText } from '../texts/verification-failures';
import { copyButton } from './copy';
import { element, icon } from './element';
import { type PageContext } from './page-context';

/** The chain of checks: the state of each check, and for a failed one what to do and where. */
export function chainView(
  context: PageContext,
  verification: VerificationAnswer,
  configuration: ConfigurationAnswer,
): HTMLElement {
  const items = verification.links.map((link) => linkView(context, link, configuration));
  return element(
    'div',
    {},
    element('h3', { class: 'chain-title' }, context.texts.connection.chainTitle),
    element('ol', { class: 'chain' }, ...items),
  );
}

function linkView(
  context: PageContext,
  link: LinkAnswer,
  configuration: ConfigurationAnswer,
): HTMLElement {
  const texts = context.texts.connection;
  return element(
    'li',
    { class: 'link', 'data-link': link.id, 'data-state': link.state },
    element('span', { class: 'state-icon' }, icon(link.state)),
    element(
      'div',
      { class: 'link-body' },
      element(
        'p',
        { class: 'link-head' },
        element('span', { class: 'link-name' }, texts.links[link.id]),
        ' ',
        element('span', { class: 'link-state' }, texts.states[link.state]),
      ),
      ...explanation(context, link, configuration),
      ...remedies(context, link, configuration.credential),
    ),
  );
}

function explanation(
  context: PageContext,
  link: LinkAnswer,
  configuration: ConfigurationAnswer,
): HTMLElement[] {
  const texts = context.texts.connection;
  if (link.state === 'ok') return [element('p', { class: 'link-note' }, texts.proved[link.id])];
  if (link.state === 'not-reached') {
    return [element('p', { class: 'link-note' }, texts.notReached)];
  }
  const { message, fix, foreign } = failureOf(context, link, configuration);
  return [
    ...(message === undefined ? [] : [element('p', foreign, message)]),
    ...(fix === undefined
      ? []
      : [element('p', {}, element('b', {}, texts.whatToDo), ' ', element('span', foreign, fix))]),
  ];
}

/**
 * What happened and what to do, in the reader's language if a text exists. Otherwise `foreign` marks it as
 * English.
 */
export function failureOf(
  context: PageContext,
  link: LinkAnswer,
  configuration: ConfigurationAnswer,
): Partial<FailureText> & { readonly foreign: Record<string, string> } {
  const own = context.texts.failures[link.code ?? '']?.(aboutWhom(configuration));
  const { message, fix } = own ?? link;
  return {
    ...(message === undefined ? {} : { message }),
    ...(fix === undefined ? {} : { fix }),
    foreign: own || context.language === 'en' ? {} : { lang: 'en' },
  };
}

function aboutWhom({ adminUsername = '', credential }: ConfigurationAnswer): About {
  const account =
    credential?.kind === 'keyless' ? credential.serviceAccount : credential?.clientEmail;
  return { adminUsername, account: account ?? '', clientId: credential?.clientId ?? '' };
}

function remedies(
  context: PageContext,
  link: LinkAnswer,
  credential: CredentialAnswer | undefined,
): HTMLElement[] {
  if (link.state !== 'failing' && link.state !== 'waiting') return [];
  const texts = context.texts.connection;
  const forDelegation = link.id === 'delegation' && credential !== undefined;
  const url = safeUrl(link.url) ?? (forDelegation ? delegationUrl(credential.clientId) : undefined);
  const buttons = [
    url === undefined ? undefined : outsideButton(context, url),
    ...(forDelegation
      ? [
          copyButton(context, texts.copyClientId, credential.clientId),
          copyButton(context, texts.copyScope, DIRECTORY_SCOPE),
        ]
      : []),
  ].filter((button) => button !== undefined);
  return buttons.length === 0 ? [] : [element('p', { class: 'buttons' }, ...buttons)];
}

function outsideButton(context: PageContext, url: string): HTMLElement {
  const { connection, common } = context.texts;
  return element(
    'a',
    { class: 'button small', href: url, target: '_blank', rel: 'noreferrer' },
    connection.open[new URL(url).hostname] ?? connection.openOther,
    icon('out'),
    element('span', { class: 'for-readers-only' }, ` ${common.opensNewTab}`),
  );
}

/** The link, if it is an HTTPS URL. Other schemes are not safe to follow. */
function safeUrl(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:'
    ? url
    : undefined;
}
