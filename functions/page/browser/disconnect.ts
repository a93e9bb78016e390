import { callService } from './api';
import { type ConfigurationState } from './configuration-state';
import { type ConnectionSection } from './connection-section';
import { byId } from './element';
import { type PageContext } from './page-context';
import { showProblem } from './problem-view';
import { wireQuestion } from './question';

/** Disconnecting: explains the effects, asks for confirmation, disconnects, and shows the result. */
export function enableDisconnect(
  context: PageContext,
  state: ConfigurationState,
  connection: ConnectionSection,
): void {
  const ask = wireQuestion({
    name: 'disconnect',
    working: context.texts.disconnect.working,
    act: async (problem) => {
      const outcome = await callService({
        method: 'DELETE',
        path: '/v1/configuration',
        ifMatch: state.etag,
      });
      if (outcome.kind === 'problem') {
        showProblem(context, problem, outcome);
        return undefined;
      }
      return async () => {
        await connection.load();
        connection.moveHere(context.texts.disconnect.done);
      };
    },
  });
  byId('disconnect-ask', HTMLButtonElement).addEventListener('click', ask);
  state.onChange(({ configured }) => {
    byId('disconnect', HTMLElement).hidden = !configured;
  });
}
