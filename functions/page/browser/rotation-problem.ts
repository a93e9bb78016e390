import { type CallProblem } from './api';
import { type PageContext } from './page-context';
import { showProblem } from './problem-view';

/** Problems that are fixed on the page of the connection. */
const OF_THE_CONNECTION = ['not-configured', 'configuration-failing', 'directory-refused'];

/** Shows the problem of a run call, with this page's own text if there is one. */
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
