import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Firestore } from '@google-cloud/firestore';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import request from 'supertest';
import { noCredentials } from '../../functions/adapters/gcp/google-credentials';
import { systemClock } from '../../functions/adapters/system-clock';
import { composeFunction, type FunctionName } from '../../functions/composition';
import { parseEnv } from '../../functions/env';
import { gcpPlatform } from '../../functions/gcp-platform';
import { keepBodyRaw } from '../../functions/http/raw-bodies';
import { localIap } from '../../local/iap';
import { SimulatedWorkspace } from '../../local/workspace/simulated-workspace';
import { FakeCloudKms } from '../fakes/fake-cloud-kms';
import { FakeSecretManager } from '../fakes/fake-secret-manager';
import { EMULATOR, newProject } from './empty-database';

const SECRET = 'projects/example/secrets/service-account-key';
const KEY = 'projects/example/locations/europe-west1/keyRings/state/cryptoKeys/passwords';
const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';

/**
 * The functions on the cloud platform: Google's emulators, fakes where Google has none, and a simulated
 * Workspace.
 */
export class CloudService {
  readonly workspace = new SimulatedWorkspace({ users: 20 });
  readonly secretManager = new FakeSecretManager(SECRET);
  readonly kms = new FakeCloudKms(KEY);
  readonly lines: string[] = [];
  readonly projectId = newProject();
  readonly #iap = localIap(systemClock);
  readonly #servers: Server[] = [];
  #env: Record<string, string> = {};

  async open(): Promise<void> {
    const google = await this.#listen(createServer(this.workspace.handle));
    const keys = JSON.stringify(await this.#iap.keySet());
    const topic = `projects/${this.projectId}/topics/password-events`;
    const pubsub = process.env['PUBSUB_EMULATOR_HOST'] ?? 'PUBSUB_EMULATOR_HOST-is-not-set';
    await fetch(`http://${pubsub}/v1/${topic}`, { method: 'PUT' });
    this.#env = {
      GOOGLE_CLOUD_PROJECT: this.projectId,
      SERVICE_ACCOUNT_KEY_SECRET: SECRET,
      PASSWORD_KMS_KEY: KEY,
      IAP_AUDIENCE: this.#iap.audience,
      IAP_PUBLIC_KEYS_URL: await this.#listen(createServer((_, response) => response.end(keys))),
      SYSTEM_MANAGEMENT_MEMBERS: 'ada@example.com',
      SELF_SERVICE_MEMBERS: 'domain:example.com',
      ROTATION_URL: 'http://127.0.0.1:9',
      EVENTS_TOPIC: topic,
      GOOGLE_TOKEN_URL: `${google}/google/token`,
      GOOGLE_ADMIN_ROOT_URL: `${google}/google/`,
      GOOGLE_IAMCREDENTIALS_ROOT_URL: `${google}/google/`,
      SECRET_MANAGER_ROOT_URL: await this.secretManager.api.listen(),
      CLOUD_KMS_ROOT_URL: await this.kms.api.listen(),
      FIRESTORE_EMULATOR_HOST: EMULATOR,
      PUBSUB_EMULATOR_HOST: pubsub,
    };
  }

  /** A new instance of a function, as after a cold start. */
  start(name: FunctionName): Server {
    const platform = gcpPlatform(parseEnv({ ...this.#env, FUNCTION_TARGET: name }), (line) =>
      this.lines.push(line),
    );
    http(name, composeFunction(name, platform));
    return getTestServer(name).prependListener('request', keepBodyRaw);
  }

  /** What Identity-Aware Proxy adds to a call of this person. `googleId`: of their account. */
  async assertion(
    email: string,
    googleId?: string,
  ): Promise<{ 'x-goog-iap-jwt-assertion': string }> {
    return { 'x-goog-iap-jwt-assertion': await this.#iap.assertionFor(email, googleId) };
  }

  /** Connects the simulated Workspace, as this person. */
  connect = async (by = 'ada@example.com') =>
    request(this.start('configuration'))
      .put('/v1/configuration')
      .set({ 'content-type': MEDIA_TYPE, ...(await this.assertion(by)) })
      .send(
        JSON.stringify({
          adminUsername: this.workspace.adminUsername,
          serviceAccountKey: this.workspace.keyFile(),
        }),
      );

  /** The status that a device gets when it signs in with this password. */
  async signIn(password: string, address = 'alice@example.com'): Promise<number> {
    const basic = Buffer.from(`${address}:${password}`).toString('base64');
    const { origin } = new URL(this.#env['GOOGLE_TOKEN_URL']!);
    const reply = await fetch(`${origin}/google/Microsoft-Server-ActiveSync`, {
      method: 'OPTIONS',
      headers: { authorization: `Basic ${basic}` },
    });
    return reply.status;
  }

  /** Everything stored in Firestore, as text. */
  async stored(): Promise<string> {
    const auth = await noCredentials();
    const raw = new Firestore({ projectId: this.projectId, host: EMULATOR, ssl: false, auth });
    const collections = await raw.listCollections();
    const all = await Promise.all(collections.map((collection) => collection.get()));
    await raw.terminate();
    return JSON.stringify(all.map(({ docs }) => docs.map((document) => document.data())));
  }

  async close(): Promise<void> {
    this.workspace.close();
    await this.secretManager.api[Symbol.asyncDispose]();
    await this.kms.api[Symbol.asyncDispose]();
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  async #listen(server: Server): Promise<string> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}
