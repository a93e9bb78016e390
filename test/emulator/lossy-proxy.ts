import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * Stands between a client and the emulator. `loseReplies()` discards the emulator's output from now on.
 * `breakConnections()` ends every connection; new ones work again.
 */
export class LossyProxy implements AsyncDisposable {
  readonly #server = createServer((client) => {
    this.#join(client);
  });
  readonly #open = new Set<Socket>();
  readonly #emulator: URL;
  #losing = false;
  #lostBytes = 0;

  constructor(emulatorHost: string) {
    this.#emulator = new URL(`http://${emulatorHost}`);
  }

  /** Returns the `host:port` to connect to. */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get lostBytes(): number {
    return this.#lostBytes;
  }

  loseReplies(): void {
    this.#losing = true;
  }

  breakConnections(): void {
    for (const socket of this.#open) socket.destroy();
    this.#losing = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.breakConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    const emulator = connect(Number(this.#emulator.port), this.#emulator.hostname);
    for (const [socket, other] of [
      [client, emulator],
      [emulator, client],
    ] as const) {
      this.#open.add(socket);
      socket.on('close', () => {
        this.#open.delete(socket);
        other.destroy();
      });
      socket.on('error', () => other.destroy());
    }
    client.on('data', (data) => emulator.write(data));
    emulator.on('data', (data) => {
      if (this.#losing) this.#lostBytes += data.length;
      else client.write(data);
    });
  }
}
