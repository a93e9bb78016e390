import { callService, type CallProblem } from './api';
import { type ConfigurationState } from './configuration-state';
import { byId } from './element';
import { type LdapSection } from './ldap-section';
import { type PageContext } from './page-context';
import { hideResult, showProblem } from './problem-view';
import { type Afterwards, wireQuestion } from './question';

/** Removing Secure LDAP: explains the effects, asks for confirmation, removes it, and shows the result. */
export function enableRemoveLdap(
  context: PageContext,
  state: ConfigurationState,
  section: LdapSection,
): void {
  state.onChange(({ secureLdap }) => {
    byId('secure-ldap-remove', HTMLElement).hidden = secureLdap === undefined;
  });
  const button = byId('secure-ldap-remove-ask', HTMLButtonElement);
  if (button.disabled) return;
  const texts = context.texts.secureLdap.remove;
  const done = (): void => {
    section.moveHere(texts.done);
  };
  /** An answer that was lost does not tell whether it was done, so the state is read again. */
  const failed = async (
    target: HTMLElement,
    problem: CallProblem,
  ): Promise<Afterwards | undefined> => {
    const isLost = problem.code === 'no-answer' || problem.code === 'unreadable-answer';
    const now = isLost ? await state.load() : undefined;
    if (now?.kind === 'ok' && now.configuration.secureLdap === undefined) return done;
    const changed = problem.code === 'configuration-changed';
    const reload = async (): Promise<void> => {
      if ((await state.load()).kind !== 'ok') return;
      hideResult(target);
      byId('remove-ldap-confirm', HTMLButtonElement).focus();
    };
    const action = { label: context.texts.connectForm.reload, run: () => void reload() };
    showProblem(context, target, problem, changed ? { action } : {});
    return undefined;
  };
  const ask = wireQuestion({
    name: 'remove-ldap',
    working: texts.working,
    act: async (target) => {
      const ifMatch = state.etag;
      const outcome = await callService({ method: 'DELETE', path: '/v1/secure-ldap', ifMatch });
      if (outcome.kind === 'problem') return failed(target, outcome);
      return async () => {
        await section.load();
        done();
      };
    },
  });
  button.addEventListener('click', ask);
}
