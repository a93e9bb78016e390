import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { systemClock } from '../functions/adapters/system-clock';
import { type FunctionName } from '../functions/composition';
import { localIap } from '../local/iap';
import { CannotRun, checkTools, Emulator } from '../scripts/emulator';
import { freePort } from '../scripts/free-port';
import { FakeCloudKms } from '../test/fakes/fake-cloud-kms';
import { FakeSecretManager } from '../test/fakes/fake-secret-manager';
import { cloudVariables, deployedFolder, FRAMEWORK } from './dist-function';
import { ADMIN, type Google } from './google';
import { callJson } from './http-call';
import { OwnProcess } from './own-process';

const EMULATOR_WITHIN_MS = 90_000;
const ADMINISTRATOR = 'system-management@example.com';

/**
 * What the deployed functions call, on this machine: Google's Firestore emulator, and fakes of Secret
 * Manager, Cloud KMS, Pub/Sub and the public keys of Identity-Aware Proxy.
 */
export class Cloud {
  readonly #google: Google;
  readonly #firestore = new Emulator('Firestore', ['emulators', 'firestore', 'start']);
  readonly #secretManager = new FakeSecretManager(
    cloudVariables('passwords')['SERVICE_ACCOUNT_KEY_SECRET']!,
  );
  readonly #kms = new FakeCloudKms(cloudVariables('passwords')['PASSWORD_KMS_KEY']!);
  readonly #iap = localIap(systemClock);
  readonly #servers: Server[] = [];
  #variables: Record<string, string> = {};

  private constructor(google: Google) {
    this.#google = google;
  }

  /** Throws a `CannotRun` if the emulator is not installed. */
  static async start(google: Google): Promise<Cloud> {
    checkTools();
    const cloud = new Cloud(google);
    const keys = JSON.stringify(await cloud.#iap.keySet());
    cloud.#variables = {
      FIRESTORE_EMULATOR_HOST: await cloud.#firestore.start(EMULATOR_WITHIN_MS),
      PUBSUB_EMULATOR_HOST: new URL(await cloud.#answering('{"messageIds":["1"]}')).host,
      IAP_AUDIENCE: cloud.#iap.audience,
      IAP_PUBLIC_KEYS_URL: await cloud.#answering(keys),
      SECRET_MANAGER_ROOT_URL: await cloud.#secretManager.api.listen(),
      CLOUD_KMS_ROOT_URL: await cloud.#kms.api.listen(),
      GOOGLE_TOKEN_URL: `${google.url}/token`,
      GOOGLE_ADMIN_ROOT_URL: `${google.url}/`,
      GOOGLE_IAMCREDENTIALS_ROOT_URL: `${google.url}/`,
    };
    return cloud;
  }

  /** An instance of a function, as Cloud Run starts it. */
  async instance(
    name: FunctionName,
    more: Readonly<Record<string, string>> = {},
  ): Promise<{ url: string; process: OwnProcess }> {
    const url = `http://127.0.0.1:${await freePort()}`;
    const process = new OwnProcess(`the function ${name}`, [FRAMEWORK], {
      env: { ...cloudVariables(name, this.#variables), ...more, PORT: new URL(url).port },
      cwd: deployedFolder(),
    });
    await process.answers(`${url}/health`);
    return { url, process };
  }

  /** Connects it to the simulated Google through the function `configuration`. */
  async connect(): Promise<void> {
    const { url, process } = await this.instance('configuration');
    await callJson(
      'PUT',
      `${url}/v1/configuration`,
      { adminUsername: ADMIN, serviceAccountKey: await this.#google.keyFile() },
      {
        'content-type': 'application/vnd.google-apps-passwords.configuration+json',
        'x-goog-iap-jwt-assertion': await this.#iap.assertionFor(ADMINISTRATOR),
      },
    );
    await process.stop();
  }

  async stop(): Promise<void> {
    await this.#firestore.stop();
    await this.#secretManager.api[Symbol.asyncDispose]();
    await this.#kms.api[Symbol.asyncDispose]();
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  /** A server that returns the same JSON for every request. */
  async #answering(json: string): Promise<string> {
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(json);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}

/** Why the deployed functions can't run here. Any other error is rethrown. */
export function whyNot(error: unknown): string {
  if (error instanceof CannotRun) return error.message;
  throw error;
}
