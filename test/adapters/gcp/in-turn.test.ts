import { inTurn } from '../../../functions/adapters/gcp/in-turn';

/** A task that logs its start and ends when told to. */
function gated(log: string[], name: string) {
  const gate = Promise.withResolvers<string>();
  const run = (): Promise<string> => {
    log.push(name);
    return gate.promise;
  };
  return { run, ...gate };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('runs in turn', () => {
  it('start one after the other under one key, and at once under different keys', async () => {
    const queue = inTurn();
    const { signal } = new AbortController();
    const log: string[] = [];
    const [a1, a2, a3, b1] = ['a1', 'a2', 'a3', 'b1'].map((name) => gated(log, name));
    const told = [
      queue('a', signal, a1!.run),
      queue('a', signal, a2!.run),
      queue('a', signal, a3!.run),
      queue('b', signal, b1!.run),
    ];
    await soon();
    expect(log).toEqual(['a1', 'b1']);
    a1!.resolve('1');
    await soon();
    expect(log).toEqual(['a1', 'b1', 'a2']);
    a2!.resolve('2');
    a3!.resolve('3');
    b1!.resolve('4');
    expect(await Promise.all(told)).toEqual(['1', '2', '3', '4']);
  });

  it('continue after a failed one', async () => {
    const queue = inTurn();
    const { signal } = new AbortController();
    const failed = queue('a', signal, () => Promise.reject(new RangeError('first')));
    const next = queue('a', signal, () => Promise.resolve('second'));
    await expect(failed).rejects.toThrow(new RangeError('first'));
    expect(await next).toBe('second');
  });

  it('continue after one is given up, which still runs to its end', async () => {
    const queue = inTurn();
    const log: string[] = [];
    const patience = new AbortController();
    const stuck = gated(log, 'stuck');
    const first = queue('a', patience.signal, stuck.run);
    const second = queue('a', new AbortController().signal, () => Promise.resolve('second'));
    await soon();
    patience.abort();
    expect(await second).toBe('second');
    stuck.resolve('first');
    expect(await first).toBe('first');
  });

  it('never start a run that was given up before its turn', async () => {
    const queue = inTurn();
    const log: string[] = [];
    const patience = new AbortController();
    const stuck = gated(log, 'stuck');
    const first = queue('a', new AbortController().signal, stuck.run);
    const second = queue('a', patience.signal, gated(log, 'second').run);
    patience.abort(new Error('given up'));
    stuck.resolve('first');
    expect(await first).toBe('first');
    await expect(second).rejects.toThrow('given up');
    expect(log).toEqual(['stuck']);
  });
});
