import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { PLAIN } from '../fixtures/wifi';
import { Managing } from '../endpoints/devices/managing';

/** What comes in place of the service: true if it took the call. */
type Trouble = (request: IncomingMessage, response: ServerResponse) => boolean;

/** The service with one network, behind a line that fails or waits where a test says so. */
export class Front {
  readonly managing: Managing;
  /** The calls that came to the line: method and path. */
  readonly calls: string[] = [];
  trouble: Trouble = () => false;
  readonly #server: Server;

  private constructor(managing: Managing) {
    this.managing = managing;
    this.#server = createServer((request, response) => {
      this.calls.push(`${request.method!} ${request.url!}`);
      if (!this.trouble(request, response)) this.pass(request, response);
    });
  }

  static async open(): Promise<Front> {
    const front = new Front(await Managing.open());
    await front.saveNetworks([PLAIN]);
    const { passwords } = front.managing.world;
    for (const server of [front.#server, passwords]) {
      if (server.listening) continue;
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  pass(request: IncomingMessage, response: ServerResponse): void {
    this.managing.world.passwords.emit('request', request, response);
  }

  async saveNetworks(networks: readonly (typeof PLAIN)[]): Promise<void> {
    await this.managing.world.service.platform.configurations.transact((now) => ({
      write: { ...now, networks: [...networks] },
      result: undefined,
    }));
  }

  /** The next call of this method to such a path waits: `come` is when it has come, `release` lets it on. */
  hold(
    method: string,
    part: string,
  ): { readonly come: Promise<unknown>; readonly release: () => void } {
    const come = Promise.withResolvers<undefined>();
    const released = Promise.withResolvers<undefined>();
    this.trouble = (request, response) => {
      if (request.method !== method || !request.url!.includes(part)) return false;
      this.trouble = () => false;
      come.resolve(undefined);
      void released.promise.then(() => {
        this.pass(request, response);
      });
      return true;
    };
    return {
      come: come.promise,
      release: () => {
        released.resolve(undefined);
      },
    };
  }

  /** As many calls as something that need not wait would make, and more. */
  async meanwhile(): Promise<void> {
    for (let call = 0; call < 5; call += 1) await fetch(`${this.url}/v1/users/alice@example.com`);
  }

  async close(): Promise<void> {
    for (const server of [this.#server, this.managing.world.passwords]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    this.managing.close();
  }
}
