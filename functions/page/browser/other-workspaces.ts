import { type ConfigurationAnswer, type OtherWorkspace } from '../../api/configuration';
import { type ConfigurationState } from './configuration-state';
import { announce, byId } from './element';
import { ForgetWorkspace } from './forget-workspace';
import { otherWorkspacesView, situationOf } from './other-workspaces-view';
import { type PageContext } from './page-context';
import { hideResult, showSuccess } from './problem-view';

/** Shows the passwords of other Workspaces, if any, and lets a manager forget them. */
export function enableOtherWorkspaces(context: PageContext, state: ConfigurationState): void {
  const section = byId('other-workspaces', HTMLElement);
  const title = byId('other-workspaces-title', HTMLElement);
  const content = byId('other-workspaces-content', HTMLElement);
  const news = byId('other-workspaces-news', HTMLElement);
  const mayForget = document.body.dataset['role'] === 'manager';
  const forget = mayForget ? new ForgetWorkspace(context) : undefined;

  const ask = async (workspace: OtherWorkspace): Promise<void> => {
    hideResult(news);
    const outcome = await forget?.ask(workspace);
    if (outcome === undefined) return;
    await state.load();
    if (outcome.news === undefined) return;
    showSuccess(news, outcome.news);
    if (!outcome.isAll) news.className = 'result wait';
    section.hidden = false;
    title.focus();
    announce(outcome.news);
  };
  const show = (configuration: ConfigurationAnswer): void => {
    const others = configuration.otherWorkspaces ?? [];
    const situation = situationOf(configuration);
    section.hidden = others.length === 0 && news.hidden;
    if (others.length > 0 || title.textContent === '') {
      const name = context.texts.otherWorkspaces.title[situation];
      title.textContent = name(Math.max(1, others.length));
    }
    content.replaceChildren(
      ...(others.length === 0
        ? []
        : otherWorkspacesView(context, { others, situation }, forget && ((one) => void ask(one)))),
    );
  };
  state.onChange(show);
}
