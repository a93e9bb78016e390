import { freePort } from '../scripts/free-port';
import { FRAMEWORK, helloWorld } from './dist-function';
import { callHttp } from './http-call';
import { OwnProcess } from './own-process';

/** Functions-framework's own hello world, started and ready, for comparison with the service. */
export class HelloWorld {
  readonly process: OwnProcess;
  readonly #url: string;

  private constructor(url: string, process: OwnProcess) {
    this.#url = url;
    this.process = process;
  }

  static async start(): Promise<HelloWorld> {
    const { folder, env } = helloWorld();
    const url = `http://127.0.0.1:${await freePort()}`;
    const process = new OwnProcess('hello world', [FRAMEWORK], {
      env: { ...env, PORT: new URL(url).port },
      cwd: folder,
    });
    await process.answers(url);
    return new HelloWorld(url, process);
  }

  /** Returns the duration of a call in milliseconds. */
  async call(): Promise<number> {
    const { status, ms } = await callHttp({ method: 'GET', url: this.#url });
    if (status !== 200) throw new Error(`Hello world answered ${status}.`);
    return ms;
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}
