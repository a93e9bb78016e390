import { type RunAnswer } from '../../api/run';
import { SCHEDULE } from '../../domain/runs/run';
import { askService } from './api';
import { byId } from './element';
import { type PageContext } from './page-context';
import { rotationProblem } from './rotation-problem';
import { wireQuestion } from './question';
import { scopeWords } from './run-words';

/** Stopping a run: names the run and the effects, asks for confirmation, stops it, and shows the result. */
export function enableStop(
  context: PageContext,
  find: (runId: string) => RunAnswer | undefined,
  readAnew: () => Promise<void>,
): void {
  const texts = context.texts.rotation.stop;
  let runId = '';
  const ask = wireQuestion({
    name: 'stop',
    working: texts.working,
    act: async (problem) => {
      const answer = await askService<RunAnswer>(
        { method: 'DELETE', path: `/v1/runs/${encodeURIComponent(runId)}` },
        'runId',
      );
      if (answer.kind === 'problem') {
        rotationProblem(context, problem, answer);
        return undefined;
      }
      return () => {
        byId('now-title', HTMLElement).focus(); // the button that had the focus is removed
        return readAnew(); // also shows whether the run finished before it could be stopped
      };
    },
  });
  byId('now-content', HTMLElement).addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-stop]') : null;
    const run = find(button?.dataset['stop'] ?? '');
    if (!run) return;
    runId = run.runId;
    byId('stop-run', HTMLElement).textContent = scopeWords(context, run);
    const { scheduleTakesUp, scheduleGoesOn } = texts;
    byId('stop-consequence', HTMLElement).textContent = texts.consequence[run.kind];
    byId('stop-schedule', HTMLElement).textContent =
      run.startedBy === SCHEDULE ? scheduleTakesUp[run.kind] : scheduleGoesOn;
    ask();
  });
}
