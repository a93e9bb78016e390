import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/test-emulator.ts');

/**
 * A folder that serves as the whole PATH: the tools that the scripts need, and stand-ins for gcloud and Java.
 */
async function pathWith(folder: string, tools: Record<string, string>): Promise<void> {
  for (const tool of ['sh', 'cat', 'sleep']) await symlink(`/bin/${tool}`, join(folder, tool));
  for (const [name, body] of Object.entries(tools)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${body}\n`);
    await chmod(join(folder, name), 0o755);
  }
}

function started(folder: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT], {
    env: { PATH: folder, NODE_PATH: process.env['NODE_PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString('utf8')));
  const end = once(child, 'close').then(([code]) => ({ code: code as number | null, said }));
  return { child, end };
}

const isThere = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

/** Checks every 20 ms, for at most 10 s. */
async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not come true.');
}

describe('npm run test:emulator', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'path-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('fails and says what to install where gcloud is missing', async () => {
    await pathWith(folder, { java: 'exit 0' });
    const { code, said } = await started(folder).end;
    expect(code).toBe(1);
    expect(said).toContain('gcloud is not on the PATH. The emulators come with the Google Cloud');
  });

  it('fails and says what to install where Java is missing', async () => {
    await pathWith(folder, { gcloud: 'exit 0' });
    const { code, said } = await started(folder).end;
    expect(code).toBe(1);
    expect(said).toContain('java is not on the PATH. The emulators need a Java runtime');
  });

  it('fails with what an emulator said that does not come up', async () => {
    const gcloud = 'test "$1" = --version || { echo "no component $*" >&2; exit 1; }';
    await pathWith(folder, { java: 'exit 0', gcloud });
    const { code, said } = await started(folder).end;
    expect(code).toBe(1);
    expect(said).toMatch(
      /The (Firestore|Pub\/Sub) emulator did not start\. It said:\nno component/,
    );
  });

  it('leaves no emulator behind, even when it is killed itself', async () => {
    const pids = join(folder, 'pids');
    const gcloud = `test "$1" = --version || { echo $$ >> ${pids}; sleep 300 & echo $! >> ${pids}; wait; }`;
    await pathWith(folder, { java: 'exit 0', gcloud });
    const { child, end } = started(folder);
    const running = async (): Promise<number[]> =>
      (await readFile(pids, 'utf8').catch(() => '')).trim().split('\n').map(Number);
    await until(async () => (await running()).length === 4);
    const emulators = await running();
    expect(emulators.every(isThere)).toBe(true);

    child.kill('SIGKILL');
    await until(() => !emulators.some(isThere));
    await end;
  });
});
