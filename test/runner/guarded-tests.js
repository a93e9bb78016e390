const { inspect } = require('node:util');
const { addEventHandler } = require('jest-circus');

const LIMIT_MS = 120_000; // a browser or a process under test is slow on a busy machine
const UNCAUGHT = ['uncaughtException', 'unhandledRejection'];

/** The runner prints an error's stack. */
const toError = (thrown) => (thrown?.stack === undefined ? new Error(inspect(thrown)) : thrown);

/** The function, which also fails after the limit, and by an error that nobody caught. */
const guarded = (run, limitMs) => async () => {
  const { promise: never, reject } = Promise.withResolvers();
  const timer = setTimeout(() => reject(new Error(`Longer than ${limitMs} ms`)), limitMs);
  for (const event of UNCAUGHT) process.on(event, reject);
  try {
    await Promise.race([run(), never]);
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
