import { type ConfigurationAnswer } from '../../api/configuration';
import { GOOGLE } from '../google-links';
import { chainView } from './chain-view';
import { connectionChain } from './connection-chain';
import { connectedCustomer } from './connected-customer';
import { copyButton } from './copy';
import { element } from './element';
import { numberWords } from './format';
import { situationOf } from './other-workspaces-view';
import { outsideLink } from './outside-link';
import { type PageContext } from './page-context';
import { type Fact, factsView, summaryView, timeView } from './summary-view';

/** The state of the connection as elements: one line, then the facts, then the chain. */
export function connectionView(
  context: PageContext,
  configuration: ConfigurationAnswer,
): HTMLElement[] {
  const texts = context.texts.connection;
  if (!configuration.configured) return [element('p', { class: 'empty' }, texts.empty)];
  const { verification } = configuration;
  return [
    summary(context, configuration),
    ...notice(context, configuration),
    facts(context, configuration),
    ...(verification
      ? [chainView(context, connectionChain(context, verification.links, configuration))]
      : []),
  ];
}

function summary(context: PageContext, { verification }: ConfigurationAnswer): HTMLElement {
  const state = verification?.state ?? 'unchecked';
  return summaryView(context, {
    state,
    picture: state === 'unchecked' ? 'not-reached' : state,
    text: context.texts.connection.summary[state],
    checkedAt: verification?.checkedAt,
  });
}

/** Says that some passwords are not processed, and links to the section below that offers the solutions. */
function notice(context: PageContext, configuration: ConfigurationAnswer): HTMLElement[] {
  const { otherWorkspaces = [] } = configuration;
  const count = otherWorkspaces.reduce((sum, { passwords }) => sum + passwords, 0);
  if (count === 0 || situationOf(configuration) !== 'other') return [];
  const texts = context.texts.otherWorkspaces;
  const words = texts.notice(count, numberWords(context, count));
  const link = element('a', { href: '#other-workspaces' }, texts.toThem);
  return [element('p', { class: 'hold' }, element('span', {}, `${words} `, link))];
}

function facts(context: PageContext, configuration: ConfigurationAnswer): HTMLElement {
  const texts = context.texts.connection.facts;
  const { credential, updatedAt, updatedBy } = configuration;
  const rows: Fact[] = [
    ...acting(context, configuration),
    [texts.workspace, workspace(context, configuration)],
  ];
  if (credential) {
    const copy = copyButton(context, context.texts.connection.copyClientId, credential.clientId);
    const account = credential.kind === 'key' ? credential.clientEmail : credential.serviceAccount;
    rows.push([texts.serviceAccount, [account]]);
    const line = element('span', { class: 'copy-line' });
    line.append(element('code', {}, credential.clientId), copy);
    rows.push([texts.clientId, [line]]);
  }
  if (credential?.kind === 'key') {
    if (credential.projectId !== '') rows.push([texts.projectId, [credential.projectId]]);
    if (credential.keyId !== '') rows.push([texts.keyId, [element('code', {}, credential.keyId)]]);
    rows.push([texts.uploadedAt, [timeView(context, credential.uploadedAt)]]);
  } else if (credential) {
    rows.push([texts.keyId, [texts.keyless]]);
  }
  if (updatedAt !== undefined) {
    const by = updatedBy === undefined ? [] : [` ${texts.by} ${updatedBy}`];
    rows.push([texts.updated, [timeView(context, updatedAt), ...by]]);
  }
  return factsView(rows);
}

function workspace(context: PageContext, configuration: ConfigurationAnswer): (Node | string)[] {
  const { workspaceUnknown, workspaceUnconfirmed } = context.texts.connection.facts;
  const { customerId } = configuration;
  if (customerId === undefined) return [workspaceUnknown];
  const id = element('code', {}, customerId);
  const isKnown = connectedCustomer(configuration) !== undefined;
  return isKnown ? [id] : [id, ` ${workspaceUnconfirmed}`];
}

/** Which way is in use. The other one can be taken away once this one works. */
function acting(
  context: PageContext,
  { delegation, adminUsername = '', verification }: ConfigurationAnswer,
): Fact[] {
  const texts = context.texts.connection.facts;
  if (delegation !== false) {
    return [
      [texts.adminUsername, [adminUsername]],
      [texts.acting, [texts.asAdmin]],
    ];
  }
  const link = outsideLink(context, GOOGLE.delegation, texts.delegationLink);
  const isNeedless = verification?.state === 'ok';
  return [
    [texts.acting, [texts.ownRole]],
    [texts.delegation, isNeedless ? [`${texts.delegationRest} `, link] : [texts.delegationUnused]],
  ];
}
