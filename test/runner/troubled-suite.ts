// Run by guarded-tests.test.ts.

const forEver = (): Promise<never> => new Promise(() => undefined);

test('waits for ever', forEver, 100);

test.each(['one', 'two'])('waits for ever in a case (%s)', forEver, 100);

test('throws where nobody catches', () => {
  setImmediate(() => {
    throw new Error('thrown later');
  });
  return forEver();
});

test('rejects where nobody listens', () => {
  void Promise.reject(new Error('rejected later'));
  return forEver();
});

test('forgets an await', async () => {
  await Promise.resolve();
  void (async () => {
    await Promise.resolve();
    throw new Error('nobody waited');
  })();
});

test('ends its process', () => {
  process.exit(0);
});

test('throws an error with a cause', () => {
  throw new Error('outside', { cause: new Error('inside') });
});

test('throws what is no error', () => {
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw 'a text';
});

test('goes on', () => undefined);

describe('with a hook that waits for ever', () => {
  beforeAll(forEver, 100);

  test('goes on', () => undefined);
});
