import { type NetworkAnswer } from '../../api/networks';
import { callService, type CallProblem, type Outcome } from './api';
import { type ConfigurationState } from './configuration-state';
import { type NetworkEntry } from './network-fields';
import { type PageContext } from './page-context';
import { showProblem } from './problem-view';

/** Saves the whole list, if nobody has changed the configuration meanwhile. */
export const putNetworks = (
  state: ConfigurationState,
  networks: readonly NetworkEntry[],
): Promise<Outcome> =>
  callService({ method: 'PUT', path: '/v1/networks', body: { networks }, ifMatch: state.etag });

/** A stored network as it is sent again. */
export const entryOf = ({
  caCertificates,
  outerIdentity,
  ...network
}: NetworkAnswer): NetworkEntry => ({
  ...network,
  ...(outerIdentity === undefined ? {} : { outerIdentity }),
  caCertificates: caCertificates.map(({ pem }) => pem),
});

/** Whether it is not known if the list was saved. */
export const isLost = ({ code }: CallProblem): boolean =>
  code === 'no-answer' || code === 'unreadable-answer';

/** Where a refusal is shown, and what is said there once the state was read. */
type RefusalPlace = { readonly target: HTMLElement; readonly reloaded: () => void };

/**
 * Says why nothing was saved. After a change by somebody else, offers to read the state; what was entered
 * stays. After a lost answer, reads it at once.
 */
export async function showRefused(
  context: PageContext,
  state: ConfigurationState,
  { target, reloaded }: RefusalPlace,
  problem: CallProblem,
): Promise<void> {
  if (isLost(problem) && (await state.load()).kind === 'ok') {
    showProblem(context, target, problem, { before: context.texts.networks.lost });
    return;
  }
  const reload = async (): Promise<void> => {
    if ((await state.load()).kind === 'ok') reloaded();
  };
  const action = { label: context.texts.connectForm.reload, run: () => void reload() };
  showProblem(context, target, problem, problem.code === 'configuration-changed' ? { action } : {});
}
