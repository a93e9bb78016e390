import { type CallProblem } from './api';
import { type PageContext } from './page-context';
import { showProblem } from './problem-view';

/** What the connection's own page is the place to mend. */
const OF_THE_CONNECTION = ['not-configured', 'configuration-failing', 'directory-refused'];

/** Shows a problem of a call about runs, in this page's own words where it has some. */
export function rotationProblem(
  context: PageContext,
  target: HTMLElement,
  problem: CallProblem,
  before?: string,
): void {
  const { texts } = context;
  const { problems, toConnection } = texts.startRun;
  const byCode = { ...texts.problems.byCode, ...problems };
  const own = { ...context, texts: { ...texts, problems: { ...texts.problems, byCode } } };
  const run = (): void => {
    location.assign(`/?lang=${context.language}#connection`);
  };
  showProblem(own, target, problem, {
    ...(before === undefined ? {} : { before }),
    ...(OF_THE_CONNECTION.includes(problem.code) ? { action: { label: toConnection, run } } : {}),
  });
}
