import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/free-port';
import { eapolTest } from './eapol-test';
import { type LdapAccess, RADIUS_SERVER_NAME, writeRaddb } from './raddb';

const SECRET = 'testing123';
const READY = 'Ready to process requests';

/** Debian's FreeRADIUS in a process and a folder of its own, over a Secure LDAP server. */
export class FreeRadius {
  /** What a device must know: the authority to trust, in PEM, and the name of the server. */
  readonly trust: { readonly ca: string; readonly serverName: string };
  output = '';
  /** What the last device printed. */
  printed = '';
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #port: number;

  private constructor(folder: string, port: number, ca: string) {
    this.#folder = folder;
    this.#port = port;
    this.trust = { ca, serverName: RADIUS_SERVER_NAME };
    // -X: in the foreground, with all that it does told on its standard output
    this.#child = spawn('freeradius', ['-X', '-d', folder], {
      env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    }
  }

  /** Starts it and waits until it listens. `caches`: those that FreeRADIUS ships for Google's server. */
  static async start(ldap: LdapAccess, { caches }: { caches: boolean }): Promise<FreeRadius> {
    const folder = mkdtempSync(join(tmpdir(), 'raddb-'));
    const [port, innerPort] = [await freePort(), await freePort()];
    const ca = writeRaddb(folder, { ldap, port, innerPort, secret: SECRET, caches });
    const radius = new FreeRadius(folder, port, ca);
    await radius.#ready();
    return radius;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
    rmSync(this.#folder, { recursive: true });
  }

  /**
   * A device signs in with this network block of wpa_supplicant. Returns `admitted`, or why it was not: the
   * first thing that FreeRADIUS calls an error, so that a refusal for an unexpected reason is seen.
   */
  async signIn(network: string): Promise<string> {
    const before = this.output.length;
    const { admitted, printed } = await eapolTest(network, { port: this.#port, secret: SECRET });
    this.printed = printed;
    if (admitted) return 'admitted';
    await this.#says('Sent Access-Reject', before);
    return /\bERROR: (.*)/.exec(this.output.slice(before))?.[1] ?? 'refused without an error';
  }

  async #ready(): Promise<void> {
    const ended = once(this.#child, 'exit');
    await Promise.race([this.#says(READY), ended]);
    if (this.output.includes(READY)) return;
    await this.stop();
    throw new Error(`freeradius ended:\n${this.output.slice(-4000)}`);
  }

  /** Its output reaches us a moment after it was written. */
  async #says(text: string, from = 0): Promise<void> {
    while (!this.output.includes(text, from)) await once(this.#child.stdout!, 'data');
  }
}
