import { type ConfigurationAnswer, type OtherWorkspace } from '../../api/configuration';
import { connectedCustomer } from './connected-customer';
import { element } from './element';
import { type PageContext } from './page-context';
import { numberWords } from './format';

/**
 * Why passwords are not processed: another Workspace is connected, the connected one is unknown, or none is
 * connected.
 */
export type Situation = 'other' | 'unknown' | 'disconnected';

export function situationOf(configuration: ConfigurationAnswer): Situation {
  if (!configuration.configured) return 'disconnected';
  return connectedCustomer(configuration) === undefined ? 'unknown' : 'other';
}

type Others = {
  readonly others: readonly OtherWorkspace[];
  readonly situation: Situation;
};

/**
 * The number of passwords per Workspace, and what can be done. `forget`: the action, if the reader may use
 * it.
 */
export function otherWorkspacesView(
  context: PageContext,
  { others, situation }: Others,
  forget: ((workspace: OtherWorkspace) => void) | undefined,
): HTMLElement[] {
  const texts = context.texts.otherWorkspaces;
  const mayForget = situation === 'unknown' ? undefined : forget;
  return [
    element('p', { class: 'card-lead' }, texts.lead[situation]),
    element(
      'ul',
      { class: 'workspaces' },
      ...others.map((workspace) => row(context, workspace, mayForget)),
    ),
    ...(situation === 'unknown' ? [] : [ways(context, situation, mayForget !== undefined)]),
  ];
}

function row(
  context: PageContext,
  workspace: OtherWorkspace,
  forget: ((workspace: OtherWorkspace) => void) | undefined,
): HTMLElement {
  const texts = context.texts.otherWorkspaces;
  const { customerId, passwords } = workspace;
  const button =
    forget &&
    element(
      'button',
      { type: 'button', class: 'button small quiet danger' },
      texts.button,
      element('span', { class: 'for-readers-only' }, texts.ofWorkspace(customerId)),
    );
  button?.addEventListener('click', () => forget?.(workspace));
  return element(
    'li',
    {},
    element(
      'span',
      { class: 'workspace' },
      element('b', {}, texts.passwords(passwords, numberWords(context, passwords))),
      element('span', { class: 'hint' }, `${texts.customerId} `, element('code', {}, customerId)),
    ),
    button,
  );
}

function ways(context: PageContext, situation: Situation, mayForget: boolean): HTMLElement {
  const { again, forget, waysTitle } = context.texts.otherWorkspaces;
  const replaces = situation === 'other' ? ` ${again.replaces}` : '';
  return element(
    'div',
    {},
    element('h3', {}, waysTitle),
    element(
      'ul',
      { class: 'ways' },
      element(
        'li',
        {},
        element('b', {}, again.title),
        element('span', {}, again.text + replaces),
        element('a', { href: '#panel-3' }, again.link),
      ),
      element(
        'li',
        {},
        element('b', {}, forget.title),
        element('span', {}, forget.text),
        !mayForget && element('span', { class: 'hint' }, forget.role),
      ),
    ),
  );
}
