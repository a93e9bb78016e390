import { PLANNER_LEASE_MS } from '../../../functions/domain/rotation/run';
import { RunWriter } from '../../../functions/domain/rotation/run-writer';
import { type Task } from '../../../functions/ports/task-queue';
import { bareRun } from '../../contracts/sample-documents';
import { type RotationWorld, type Wrap } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

describe('a planner writes a run', () => {
  const begin = async (): Promise<void> => {
    await world.runs.transact('r', () => ({
      write: bareRun('r', world.clock.now()),
      result: undefined,
    }));
  };
  const writer = (): RunWriter => new RunWriter(world.ports(), 'r');

  test('alone, until its lease is over', async () => {
    await begin();
    const first = writer();
    const second = writer();
    expect((await first.take()).kind).toBe('taken');
    world.clock.advance(10_000);
    expect(await second.take()).toMatchObject({ kind: 'busy', retryAfterMs: 50_000 });
    expect(await second.write((run) => ({ ...run, enqueued: 7 }))).toBeUndefined();
    world.clock.advance(50_001);
    expect((await second.take()).kind).toBe('taken');
    expect(await first.write((run) => ({ ...run, enqueued: 9 }))).toBeUndefined();
    expect(await first.release((run) => ({ ...run, enqueued: 9 }))).toBeUndefined();
    expect(await second.release((run) => ({ ...run, enqueued: 5 }))).toMatchObject({ enqueued: 5 });
    expect(await world.runs.read('r')).toStrictEqual(
      bareRun('r', 1_767_225_600_000, { enqueued: 5 }),
    );
  });

  test('for longer with every write', async () => {
    await begin();
    const first = writer();
    await first.take();
    for (let round = 0; round < 5; round += 1) {
      world.clock.advance(PLANNER_LEASE_MS - 1);
      await first.write((run) => run);
    }
    expect((await writer().take()).kind).toBe('busy');
  });

  test('no more once it has ended', async () => {
    await begin();
    const first = writer();
    await first.take();
    await first.release((run) => ({ ...run, state: 'finished' }));
    expect(await writer().take()).toMatchObject({ kind: 'ended', run: { state: 'finished' } });
    expect(await first.write((run) => ({ ...run, enqueued: 3 }))).toBeUndefined();
    expect((await new RunWriter(world.ports(), 'unknown').take()).kind).toBe('unknown');
  });
});

test('a planner that slept through its lease changes nothing of what another one did', async () => {
  await world.people(30);
  await world.tick();
  await world.tasks.drain();
  const asleep: Wrap = (ports) => ({
    ...ports,
    accounts: new Proxy(ports.accounts, {
      get: (target, key) => {
        const member = Reflect.get(target, key) as (...given: unknown[]) => Promise<unknown>;
        return async (...given: unknown[]) => {
          if (key === 'due') {
            world.clock.advance(PLANNER_LEASE_MS + 1);
            await world.tick();
          }
          return member.apply(target, given);
        };
      },
    }),
  });
  await world.tick(asleep);
  expect(await world.run()).toMatchObject({ state: 'running', enqueued: 30, skipped: {} });
  await world.tasks.pass(5 * MINUTE);
  expect(await world.run()).toMatchObject({ state: 'finished', result: { done: 30 } });
  expect(world.google.calls.set).toBe(30);
});

test('a page that is planned again, after a planner died, enqueues nothing twice', async () => {
  await world.people(12);
  const names: string[] = [];
  const enqueue = world.tasks.enqueue.bind(world.tasks);
  world.tasks.enqueue = (task: Task) => {
    names.push(task.name);
    return enqueue(task);
  };
  let died = false;
  const dies: Wrap = (ports) => ({
    ...ports,
    runs: new Proxy(ports.runs, {
      get: (target, key) => {
        const member = Reflect.get(target, key) as (...given: unknown[]) => Promise<unknown>;
        return (...given: unknown[]) => {
          died ||= key === 'transact' && names.length > 0;
          return died ? Promise.reject(new Error('killed')) : member.apply(target, given);
        };
      },
    }),
  });
  await expect(world.tick(dies)).rejects.toThrow('killed');
  expect(names).toHaveLength(10);
  world.clock.advance(15 * MINUTE);
  await world.tick();
  expect(names.slice(10, 20).toSorted()).toStrictEqual(names.slice(0, 10).toSorted());
  expect(world.tasks.waiting.filter(({ target }) => target === 'rotation-worker')).toHaveLength(10);
});
