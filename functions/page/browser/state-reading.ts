import { type ConfigurationAnswer } from '../../api/configuration';
import { type Outcome } from './api';
import { type ConfigurationState } from './configuration-state';
import { announce, byId } from './element';
import { dateAndTime, type PageContext } from './page-context';
import { hideResult, showProblem } from './problem-view';

/** The section that shows a part of the configuration, by the prefix of its IDs: `connection-title` and so on. */
type Section = 'connection' | 'policy' | 'secure-ldap';

/** Reads the configuration. After a failure, says so in this section and offers a retry. */
export async function readState(
  context: PageContext,
  state: ConfigurationState,
  section: Section,
): Promise<Outcome> {
  const loading = byId(`${section}-loading`, HTMLElement);
  const problem = byId(`${section}-problem`, HTMLElement);
  const outcome = await state.load();
  loading.hidden = true;
  if (outcome.kind !== 'problem') hideResult(problem);
  else {
    const { unread, tryAgain } = context.texts.connection;
    const run = (): void => {
      loading.hidden = false;
      hideResult(problem);
      byId(`${section}-title`, HTMLElement).focus();
      void readState(context, state, section);
    };
    showProblem(context, problem, outcome, { before: unread, action: { label: tryAgain, run } });
  }
  return outcome;
}

/** A change was saved: moves the focus to the section that shows it. */
export function moveTo(section: Section, news: string): void {
  const title = byId(`${section}-title`, HTMLElement);
  title.focus();
  title.scrollIntoView({ block: 'start' });
  announce(news);
}

/** Who changed the configuration meanwhile, and that the page shows it now but keeps what was entered. */
export function reloadedNews(
  context: PageContext,
  { updatedBy, updatedAt }: ConfigurationAnswer,
): string {
  const { changedBy, reloaded } = context.texts.connectForm;
  if (updatedBy === undefined || updatedAt === undefined) return reloaded;
  return `${changedBy(updatedBy, dateAndTime(context, new Date(updatedAt)))} ${reloaded}`;
}
