import {
  type ConfigurationAnswer,
  type CredentialAnswer,
  type LinkAnswer,
} from '../../api/configuration';
import { delegationUrl, DIRECTORY_SCOPE } from '../../domain/configuration/delegation';
import { GOOGLE } from '../google-links';
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
  if (state === 'ok') {
    return { ...base, ...aging(context, link, configuration), note: texts.proved[id] };
  }
  if (state === 'not-reached') return { ...base, note: texts.notReached };
  return {
    ...base,
    explanation: failureOf(context, link, configuration),
    remedies: remedies(context, link, configuration),
  };
}

/** A key that still works but should be replaced. */
function aging(
  context: PageContext,
  link: LinkAnswer,
  configuration: ConfigurationAnswer,
): Partial<ShownLink> {
  if (link.code === undefined) return {};
  return {
    state: 'warning',
    words: context.texts.connection.keyOld,
    explanation: failureOf(context, link, configuration),
    remedies: [outsideButton(context, safeUrl(link.url) ?? GOOGLE.serviceAccounts)],
  };
}

/** What happened and what to do, in the reader's language if a text exists. */
export function failureOf(
  context: PageContext,
  link: LinkAnswer,
  configuration: ConfigurationAnswer,
): Explanation {
  const { code = '' } = link;
  const { failures, failuresOfOwnRole } = context.texts;
  const ownRole = configuration.delegation === false ? failuresOfOwnRole[code] : undefined;
  const text = ownRole ?? failures[code];
  return explanationOf(context, text?.(aboutWhom(configuration)), link);
}

function aboutWhom({
  adminUsername = '',
  customerId = '',
  credential,
}: ConfigurationAnswer): About {
  const clientId = credential?.clientId ?? '';
  return { adminUsername, customerId, account: accountOf(credential) ?? '', clientId };
}

/** The address of the service account that signs in. */
export const accountOf = (credential: CredentialAnswer | undefined): string | undefined =>
  credential?.kind === 'keyless' ? credential.serviceAccount : credential?.clientEmail;

function remedies(
  context: PageContext,
  link: LinkAnswer,
  { credential }: ConfigurationAnswer,
): HTMLElement[] {
  const texts = context.texts.connection;
  const forDelegation = link.id === 'delegation' && credential !== undefined;
  const account = link.id === 'role' ? accountOf(credential) : undefined;
  const url = safeUrl(link.url) ?? (forDelegation ? delegationUrl(credential.clientId) : undefined);
  return [
    ...(url === undefined ? [] : [outsideButton(context, url)]),
    ...(forDelegation
      ? [
          copyButton(context, texts.copyClientId, credential.clientId),
          copyButton(context, texts.copyScope, DIRECTORY_SCOPE),
        ]
      : []),
    ...(account === undefined
      ? []
      : [copyButton(context, context.texts.panels.step3.copyAccount, account)]),
  ];
}
