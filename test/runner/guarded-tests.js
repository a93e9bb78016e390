const { inspect } = require('node:util');
const { isMainThread } = require('node:worker_threads');
const { addEventHandler } = require('jest-circus');

const LIMIT_MS = 120_000; // a browser or a process under test is slow on a busy machine
const UNCAUGHT = ['uncaughtException', 'unhandledRejection'];

// Jest gives it to its workers. Processes under test would inherit it, and colour what tests read.
delete process.env.FORCE_COLOR;

// The runner would wait for the worker for ever.
if (!isMainThread) {
  process.exit = (code) => {
    throw new Error(`process.exit(${code}) in a test`);
  };
}

/** The runner prints an error's stack, and nothing of its causes. */
function toError(thrown) {
  if (typeof thrown?.stack !== 'string') return new Error(inspect(thrown));
  if (thrown.cause === undefined && thrown.errors === undefined) return thrown;
  return Object.assign(new Error(), { stack: inspect(thrown) });
}

/**
 * The function, which also fails after the limit, and by an error that nobody caught. What it leaves behind counts
 * until the next turn of the event loop: an error that a timer throws later fails whatever runs then.
 */
const guarded = (run, limitMs) => async () => {
  const { promise: never, reject } = Promise.withResolvers();
  const timer = setTimeout(() => reject(new Error(`Longer than ${limitMs} ms`)), limitMs);
  for (const event of UNCAUGHT) process.on(event, reject);
  try {
    await Promise.race([run(), never]);
    await Promise.race([new Promise(setImmediate), never]);
  } catch (thrown) {
    throw toError(thrown);
  } finally {
    clearTimeout(timer);
    for (const event of UNCAUGHT) process.off(event, reject);
  }
};

/** The runner knows no limits: one test that waits for ever would hold the run for ever. */
addEventHandler(({ name }, { currentDescribeBlock: { children, hooks } }) => {
  if (name !== 'add_test' && name !== 'add_hook') return;
  const added = name === 'add_test' ? children.at(-1) : hooks.at(-1);
  if (added.fn.length > 0) throw new Error('A test returns a promise. It is given no `done`.');
  added.fn = guarded(added.fn, added.timeout ?? LIMIT_MS);
});
