import { type ConfigurationAnswer } from '../../api/configuration';
import { GOOGLE } from '../google-links';
import { outsideButton } from './chain-view';
import { showSaved } from './connection-saved';
import { copyButton } from './copy';
import { element } from './element';
import { type PageContext } from './page-context';

/** Whether a save gave up the delegation, and the connection works. */
export const isFreed = (before: ConfigurationAnswer, after: ConfigurationAnswer): boolean =>
  before.delegation === true && after.delegation === false && after.verification?.state === 'ok';

/** Shows that the delegation is needed no more, and where to remove it. Moves the focus there. */
export function showFreed(
  context: PageContext,
  target: HTMLElement,
  { credential }: ConfigurationAnswer,
): void {
  const texts = context.texts.connectForm;
  showSaved(target, 'ok', texts.saved.ok);
  const buttons = element('p', { class: 'buttons' }, outsideButton(context, GOOGLE.delegation));
  if (credential) {
    const { copyClientId } = context.texts.connection;
    buttons.append(copyButton(context, copyClientId, credential.clientId));
  }
  target.append(
    element('p', {}, element('b', {}, texts.freed.what), ` ${texts.freed.why}`),
    element(
      'p',
      {},
      element('b', {}, context.texts.connection.whatToDo),
      ` ${texts.freed.todo(credential?.clientId ?? '')}`,
    ),
    buttons,
  );
  target.focus();
}
