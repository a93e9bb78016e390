import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A Wi-Fi device signs in through an access point: `eapol_test`, which is wpa_supplicant with both built in.
 * `network` is what its configuration file holds. Returns whether it got in, and what it printed. Throws if it
 * ended in another way than with a yes or a no.
 */
export async function eapolTest(
  network: string,
  { port, secret }: { port: number; secret: string },
): Promise<{ readonly admitted: boolean; readonly printed: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'eapol-'));
  const file = join(folder, 'wpa_supplicant.conf');
  writeFileSync(file, network, { mode: 0o600 });
  const args = ['-c', file, '-a', '127.0.0.1', '-p', String(port), '-s', secret, '-t', '60'];
  const printed = await new Promise<string>((resolve) => {
    execFile('eapol_test', args, { maxBuffer: 16_777_216 }, (_, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
  rmSync(folder, { recursive: true });
  const last = printed.trimEnd().split('\n').at(-1);
  if (last === 'SUCCESS' || last === 'FAILURE') return { admitted: last === 'SUCCESS', printed };
  throw new Error(`eapol_test ended without an answer:\n${printed.slice(-4000)}`);
}

/** The bytes that wpa_supplicant took from a setting of its first network block, as it printed them. */
export function bytesRead(printed: string, setting: string): Buffer {
  const dump = new RegExp(`^${setting} - hexdump_ascii\\(len=\\d+\\):\n((?: {5}.*\n)+)`, 'm');
  const lines = dump.exec(printed)?.[1]?.trimEnd().split('\n') ?? [];
  return Buffer.from(
    lines.map((line) => line.slice(5, 5 + 16 * 3).replaceAll(' ', '')).join(''),
    'hex',
  );
}
