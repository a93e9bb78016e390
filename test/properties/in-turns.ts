import type fc from 'fast-check';

/**
 * Gives turns in the scheduler's order until the work ends. Between two turns everything that needs no turn
 * goes on until it waits. The scheduler's own `waitFor` counts 50 microtasks for that, which took a tenth of the
 * time of the property suites.
 */
export async function inTurns(scheduler: fc.Scheduler, work: Promise<unknown>): Promise<void> {
  const state = { isOver: false };
  const over = work.finally(() => {
    state.isOver = true;
  });
  over.catch(() => undefined); // thrown below
  do {
    await allElse();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the others count microtasks
    await scheduler.waitAll(async (turn) => {
      await turn();
      await allElse();
    });
  } while (!state.isOver);
  await over;
}

const allElse = (): Promise<void> => new Promise(setImmediate);
