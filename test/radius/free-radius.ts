import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/free-port';
import { eapolTest } from './eapol-test';
import { type LdapAccess, RADIUS_SERVER_NAME, writeRaddb } from './raddb';

const SECRET = 'testing123';

/** Debian's FreeRADIUS in a process and a folder of its own, over a Secure LDAP server. */
export class FreeRadius {
  /** What a device must know: the authority to trust, in PEM, and the name of the server. */
  readonly trust: { readonly ca: string; readonly serverName: string };
  output = '';
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

  /** A device signs in with this network block of wpa_supplicant. Returns whether it may in. */
  admits(network: string): Promise<boolean> {
    return eapolTest(network, { port: this.#port, secret: SECRET });
  }

  async #ready(): Promise<void> {
    const ended = once(this.#child, 'exit');
    const listens = (async (): Promise<void> => {
      while (!this.output.includes('Ready to process requests')) {
        await once(this.#child.stdout!, 'data');
      }
    })();
    await Promise.race([listens, ended]);
    if (this.output.includes('Ready to process requests')) return;
    await this.stop();
    throw new Error(`freeradius ended:\n${this.output.slice(-4000)}`);
  }
}
