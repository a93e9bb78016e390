import { type NetworkAnswer } from '../../api/networks';
import { shownName } from '../network-name';
import { type ConfigurationState } from './configuration-state';
import { byId } from './element';
import { type PageContext } from './page-context';
import { hideResult } from './problem-view';
import { entryOf, putNetworks, showRefused } from './put-networks';
import { type Afterwards, wireQuestion } from './question';

/** Removing a network: names it, explains the effects, asks for confirmation. Returns what asks. */
export function wireRemoveNetwork(
  context: PageContext,
  state: ConfigurationState,
  done: (news: string) => void,
): (network: NetworkAnswer) => void {
  const texts = context.texts.networks;
  let asked: NetworkAnswer | undefined;
  const ask = wireQuestion({
    name: 'remove-network',
    working: texts.removing,
    act: async (target): Promise<Afterwards | undefined> => {
      const id = asked?.id;
      const rest = (state.configuration?.networks ?? []).filter((network) => network.id !== id);
      const outcome = await putNetworks(state, rest.map(entryOf));
      if (outcome.kind === 'problem') {
        const reloaded = (): void => {
          hideResult(target);
          byId('remove-network-confirm', HTMLButtonElement).focus();
        };
        await showRefused(context, state, { target, reloaded }, outcome);
        return undefined;
      }
      return () => {
        state.take(outcome);
        done(texts.removed(shownName(asked?.ssid ?? '').text));
      };
    },
  });
  return (network) => {
    asked = network;
    const question = byId('remove-network-question', HTMLElement);
    question.textContent = texts.question(shownName(network.ssid).text);
    ask();
  };
}
