import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ServiceProcess } from './service-process';

type Shown = { readonly command: string; readonly output: string };

/** The commands of the README's first run, each with the output shown below it. */
function shownRun(): Shown[] {
  const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
  const run = readme.split('<!-- run:flow -->')[1]?.split('<!-- /run:flow -->')[0] ?? '';
  const lines = run.split('\n').flatMap((line) => (line.startsWith('    ') ? [line.slice(4)] : []));
  return lines
    .join('\n')
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    });
}

/** Replaces what differs from run to run: passwords, times and the key's id. */
const settled = (text: string): string =>
  text
    .replace(/"(password|keyId)":"[^"]*"/g, '"$1":"…"')
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]*Z"/g, '"…"');

// `npm test` must run with only Node and Debian's base system, which has no curl.
const withCurl = spawnSync('curl', ['--version']).status === 0 ? test : test.skip;

withCurl('the README’s first run prints what the README shows (skipped without curl)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  const service = await ServiceProcess.start({ LOCAL_DATA_DIR: join(folder, 'data') });
  try {
    const run = shownRun();
    const script = run
      .map(({ command }) => `${command}\necho '--8<--'`)
      .join('\n')
      .replaceAll('http://127.0.0.1:8080', service.url);
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder });
    const printed = stdout.split('--8<--\n').slice(0, -1);
    expect(printed.map((text) => settled(text.trimEnd()))).toStrictEqual(
      run.map(({ output }) => settled(output)),
    );
    expect(run.length).toBeGreaterThan(10);
  } finally {
    await service.kill();
    rmSync(folder, { recursive: true });
  }
});
