import { callService } from './api';
import { whileBusy } from './busy';
import { type ConfigurationState } from './configuration-state';
import { type ConnectionSection } from './connection-section';
import { byId } from './element';
import { type PageContext } from './page-context';
import { hideResult, showProblem } from './problem-view';

/** Disconnecting: says what will happen, asks, does it, and shows what is left. */
export function enableDisconnect(
  context: PageContext,
  state: ConfigurationState,
  connection: ConnectionSection,
): void {
  const dialog = byId('disconnect-dialog', HTMLDialogElement);
  const problem = byId('disconnect-problem', HTMLElement);
  const confirm = byId('disconnect-confirm', HTMLButtonElement);
  state.onChange(({ configured }) => {
    byId('disconnect', HTMLElement).hidden = !configured;
  });
  byId('disconnect-ask', HTMLButtonElement).addEventListener('click', () => {
    hideResult(problem);
    dialog.showModal();
  });
  byId('disconnect-cancel', HTMLButtonElement).addEventListener('click', () => {
    dialog.close();
  });
  const disconnect = async (): Promise<void> => {
    hideResult(problem);
    const outcome = await callService({
      method: 'DELETE',
      path: '/v1/configuration',
      ifMatch: state.etag,
    });
    if (outcome.kind === 'problem') {
      showProblem(context, problem, outcome);
      return;
    }
    dialog.close();
    await connection.load();
    connection.moveHere(context.texts.disconnect.done);
  };
  confirm.addEventListener('click', () => {
    void whileBusy(confirm, context.texts.disconnect.working, disconnect);
  });
}
