import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newFolder } from './new-folder';

const PROGRAM = join(__dirname, 'queue-in-a-process.ts');

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL')); // a test that failed meanwhile would leave it behind

/** Runs the queue until `enough` returns true for this process's deliveries, then kills it. */
async function runAndKill(
  path: string,
  enqueue: number,
  enough: (delivered: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const args = ['--import', 'tsx', PROGRAM, path, String(enqueue)];
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  const exited = once(started, 'exit');
  const delivered: string[] = [];
  for await (const line of createInterface({ input: started.stdout })) {
    delivered.push(line);
    if (enough(delivered)) started.kill('SIGKILL');
  }
  await exited;
  return delivered;
}

test('kill -9 three times in the middle: everything is delivered, and little of it twice', async () => {
  const path = join(newFolder(), 'state.sqlite');
  const all: string[] = [];
  for (const [enqueue, kill] of [
    [300, 75],
    [0, 75],
    [0, 75],
  ] as const) {
    all.push(...(await runAndKill(path, enqueue, ({ length }) => length >= kill)));
  }
  const seen = new Set(all);
  all.push(
    ...(await runAndKill(path, 0, (delivered) => new Set([...seen, ...delivered]).size >= 300)),
  );
  expect(new Set(all).size).toBe(300);
  // Deliveries that were not yet recorded as done: 4 under way, and as many whose lines arrived after the
  // kill.
  expect(all.length).toBeLessThan(300 + 3 * 10);
});
