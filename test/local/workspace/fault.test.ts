import { HeldClock } from './held-clock';
import { RunningWorkspace } from './running-workspace';

let google: RunningWorkspace;
let token: string;

beforeEach(async () => {
  google = await RunningWorkspace.start();
  token = await google.signIn();
});
afterEach(() => google.stop());

const holds = (password: string): boolean =>
  google.workspace.passwordMatches('alice@example.com', password);
const setAlice = (password: string): Promise<Response> =>
  google.setPassword(token, 'alice@example.com', password);
const faults = async (...rules: unknown[]): Promise<void> => {
  expect((await google.control('PUT', 'faults', { rules })).status).toBe(200);
};

test('an error comes before the effect, in Google’s envelope', async () => {
  await faults({ fault: { kind: 'error', status: 412 } });
  const answer = await setAlice('never arrives');

  expect(answer.status).toBe(412);
  expect(await answer.json()).toEqual({
    error: {
      code: 412,
      message: 'User creation is not complete.',
      errors: [
        { message: 'User creation is not complete.', domain: 'global', reason: 'conditionNotMet' },
      ],
    },
  });
  expect(holds('never arrives')).toBe(false);
});

test.each([
  [409, 'conflict'],
  [401, 'authError'],
  [429, 'rateLimitExceeded'],
  [500, 'backendError'],
  [503, 'backendError'],
])('a %i says %s unless the fault names another reason', async (status, reason) => {
  await faults(
    { fault: { kind: 'error', status }, times: 1 },
    { fault: { kind: 'error', status, reason: 'aborted' } },
  );

  expect(await (await setAlice('x'.repeat(8))).json()).toMatchObject({
    error: { errors: [{ reason }] },
  });
  expect(await (await setAlice('x'.repeat(8))).json()).toMatchObject({
    error: { errors: [{ reason: 'aborted' }] },
  });
});

test('an HTML page and bare text are sent as they are', async () => {
  const page = '<html><title>502</title>That’s an error.</html>';
  await faults(
    { fault: { kind: 'error', status: 502, body: page }, times: 1 },
    { fault: { kind: 'error', status: 403, body: 'quota exceeded', retryAfterSeconds: 7 } },
  );

  const html = await setAlice('x'.repeat(8));
  expect([html.status, html.headers.get('content-type'), await html.text()]).toEqual([
    502,
    'text/html',
    page,
  ]);
  const text = await setAlice('x'.repeat(8));
  expect([text.status, text.headers.get('retry-after'), await text.text()]).toEqual([
    403,
    '7',
    'quota exceeded',
  ]);
});

test('a reply is rewritten after its effect, wherever the pattern matches', async () => {
  await faults({
    operations: ['users.update'],
    fault: {
      kind: 'rewritten-reply',
      pattern: '"suspended":(true|false)',
      replacement: '"suspended":null',
    },
  });
  const answer = await setAlice('rewritten');

  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ primaryEmail: 'alice@example.com', suspended: null });
  expect(holds('rewritten')).toBe(true);
  const wrong = { fault: { kind: 'rewritten-reply', pattern: '(', replacement: '' } };
  expect((await google.control('PUT', 'faults', { rules: [wrong] })).status).toBe(400);
});

test('errors of the token endpoint have its own form', async () => {
  await faults({ operations: ['token'], fault: { kind: 'error', status: 500 } });

  expect(await (await google.requestToken()).json()).toEqual({
    error: 'internal_failure',
    error_description: 'Backend Error',
  });
});

test('a lost reply breaks the connection after the effect', async () => {
  await faults({ fault: { kind: 'lost-reply' } });

  await expect(setAlice('arrives unseen')).rejects.toThrow();
  expect(holds('arrives unseen')).toBe(true);
});

test('a lost request breaks the connection before it', async () => {
  await faults({ fault: { kind: 'lost-request' } });

  await expect(setAlice('never arrives')).rejects.toThrow();
  expect(holds('never arrives')).toBe(false);
});

test('an error after the effect hides that there was one', async () => {
  await faults({ fault: { kind: 'error-after-effect', status: 503 } });

  expect((await setAlice('arrives unseen')).status).toBe(503);
  expect(holds('arrives unseen')).toBe(true);
});

test('a fault hits only its operations, its user and so many calls', async () => {
  await faults({
    operations: ['users.update'],
    userKey: 'alice@example.com',
    times: 2,
    fault: { kind: 'error', status: 503 },
  });
  const id = google.workspace.user('alice@example.com')!.id;

  expect((await google.directory(token, '/alice@example.com')).status).toBe(200);
  expect((await google.setPassword(token, 'bob@example.com', 'not for bob')).status).toBe(200);
  expect((await google.setPassword(token, id, 'by another key')).status).toBe(503);
  expect((await google.setPassword(token, 'alice.martin@example.com', 'by alias')).status).toBe(
    503,
  );
  expect((await setAlice('the third time')).status).toBe(200);
  expect(await (await google.control('GET', 'faults')).json()).toMatchObject({
    rules: [{ hits: 2, left: 0 }],
  });
});

test('the same seed hits the same calls, another seed others', async () => {
  const statuses = async (seed: number): Promise<string> => {
    const rules = [{ probability: 0.5, fault: { kind: 'error', status: 503 } }];
    await google.control('PUT', 'faults', { rules, seed });
    let seen = '';
    for (let call = 0; call < 40; call += 1)
      seen += String((await setAlice('x'.repeat(8))).status)[0]!;
    return seen;
  };

  const first = await statuses(7);
  expect(await statuses(7)).toBe(first);
  expect(await statuses(8)).not.toBe(first);
  expect(first).toMatch(/2/);
  expect(first).toMatch(/5/);
});

test('deleting the faults heals Google', async () => {
  await faults({ fault: { kind: 'error', status: 500 } });
  await google.control('DELETE', 'faults');

  expect((await setAlice('works again')).status).toBe(200);
});

describe('with time in our hands', () => {
  const clock = new HeldClock();
  let slow: RunningWorkspace;

  beforeEach(async () => {
    slow = await RunningWorkspace.start({ clock });
    token = await slow.signIn();
  });
  afterEach(() => slow.stop());

  test('a late effect comes after the client has given up', async () => {
    const { workspace } = slow;
    workspace.wire.faults.set([{ fault: { kind: 'late-effect', delayMs: 30_000 } }]);
    const givingUp = new AbortController();
    const call = slow.directory(token, '/alice@example.com', {
      method: 'PUT',
      body: '{"password":"arrives late"}',
      signal: givingUp.signal,
    });
    const held = await clock.sleeper();
    givingUp.abort();
    await expect(call).rejects.toThrow();
    expect(workspace.passwordMatches('alice@example.com', 'arrives late')).toBe(false);

    held.wake();
    await new Promise(setImmediate);
    expect(held.durationMs).toBe(30_000);
    expect(workspace.passwordMatches('alice@example.com', 'arrives late')).toBe(true);
  });

  test('a late reply comes long after its effect', async () => {
    slow.workspace.wire.faults.set([{ fault: { kind: 'late-reply', delayMs: 5_000 } }]);
    const call = slow.setPassword(token, 'alice@example.com', 'there at once');
    const held = await clock.sleeper();

    expect(slow.workspace.passwordMatches('alice@example.com', 'there at once')).toBe(true);
    held.wake();
    expect((await call).status).toBe(200);
  });

  test('half of the latency lies before the effect and half after', async () => {
    await slow.control('PUT', 'latency', { minMs: 80, maxMs: 80 });
    const call = slow.setPassword(token, 'alice@example.com', 'in the middle');
    const before = await clock.sleeper();
    const heldBefore = slow.workspace.passwordMatches('alice@example.com', 'in the middle');
    before.wake();
    const after = await clock.sleeper();
    const heldAfter = slow.workspace.passwordMatches('alice@example.com', 'in the middle');
    after.wake();

    expect((await call).status).toBe(200);
    expect([before.durationMs, heldBefore, after.durationMs, heldAfter]).toEqual([
      40,
      false,
      40,
      true,
    ]);
  });

  test('a call that is held up when Google is shut down never takes effect', async () => {
    const { workspace } = slow;
    workspace.wire.faults.set([{ fault: { kind: 'late-effect', delayMs: 1_000 } }]);
    const call = slow.setPassword(token, 'alice@example.com', 'too late').catch(() => 'broken');
    const held = await clock.sleeper();
    workspace.close();
    held.wake();
    await call;

    expect(workspace.passwordMatches('alice@example.com', 'too late')).toBe(false);
  });
});
