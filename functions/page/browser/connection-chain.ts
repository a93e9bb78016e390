import { type ConfigurationAnswer, type LinkAnswer } from '../../api/configuration';
import { delegationUrl, DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { type About } from '../texts/verification-failures';
import {
  type Explanation,
  explanationOf,
  outsideButton,
  safeUrl,
  type ShownLink,
} from './chain-view';
import { copyButton } from './copy';
import { type PageContext } from './page-context';

/** The checks of the connection to Google, as `chainView` shows them. */
export const connectionChain = (
  context: PageContext,
  links: readonly LinkAnswer[],
  configuration: ConfigurationAnswer,
): ShownLink[] => links.map((link) => shown(context, link, configuration));

function shown(
  context: PageContext,
  link: LinkAnswer,
  configuration: ConfigurationAnswer,
): ShownLink {
  const { id, state } = link;
  const texts = context.texts.connection;
  const base = { id, state, name: texts.links[id], words: texts.states[state] };
  if (state === 'ok') return { ...base, note: texts.proved[id] };
  if (state === 'not-reached') return { ...base, note: texts.notReached };
  return {
    ...base,
    explanation: failureOf(context, link, configuration),
    remedies: remedies(context, link, configuration),
  };
}

/** What happened and what to do, in the reader's language if a text exists. */
export const failureOf = (
  context: PageContext,
  link: LinkAnswer,
  configuration: ConfigurationAnswer,
): Explanation =>
  explanationOf(context, context.texts.failures[link.code ?? '']?.(aboutWhom(configuration)), link);

function aboutWhom({
  adminUsername = '',
  customerId = '',
  credential,
}: ConfigurationAnswer): About {
  const account =
    credential?.kind === 'keyless' ? credential.serviceAccount : credential?.clientEmail;
  const clientId = credential?.clientId ?? '';
  return { adminUsername, customerId, account: account ?? '', clientId };
}

function remedies(
  context: PageContext,
  link: LinkAnswer,
  { credential }: ConfigurationAnswer,
): HTMLElement[] {
  const texts = context.texts.connection;
  const forDelegation = link.id === 'delegation' && credential !== undefined;
  const url = safeUrl(link.url) ?? (forDelegation ? delegationUrl(credential.clientId) : undefined);
  return [
    ...(url === undefined ? [] : [outsideButton(context, url)]),
    ...(forDelegation
      ? [
          copyButton(context, texts.copyClientId, credential.clientId),
          copyButton(context, texts.copyScope, DIRECTORY_SCOPE),
        ]
      : []),
  ];
}
