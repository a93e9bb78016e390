import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { systemClock } from '../../functions/adapters/system-clock';
import { FUNCTION_NAMES, type FunctionName } from '../../functions/composition';
import { type Variable, VARIABLES } from '../../functions/env-variables';
import { iamBearer, localIap } from '../../local/iap';
import { systemTimer } from '../../local/platform/timer';
import { freePort } from '../../scripts/free-port';
import { type DeployedFunction, Deployment } from '../dist/deployment';
import { FakeCloudKms } from '../fakes/fake-cloud-kms';
import { FakeCloudTasks } from '../fakes/fake-cloud-tasks';
import { FakeSecretManager } from '../fakes/fake-secret-manager';
import { AS_DEPLOYED } from '../fakes/running-cloud-tasks';
import { EMULATOR, newProject } from './empty-database';
import { grantedOnly } from './granted';

const PROJECT = newProject();
const SECRET = `projects/${PROJECT}/secrets/service-account-key`;
const KEY = `projects/${PROJECT}/locations/europe-west1/keyRings/state/cryptoKeys/passwords`;
const QUEUE = `projects/${PROJECT}/locations/europe-west1/queues/rotation`;
const TOPIC = `projects/${PROJECT}/topics/password-events`;
const SUBSCRIPTION = `projects/${PROJECT}/subscriptions/all`;
const PUBSUB = process.env['PUBSUB_EMULATOR_HOST'] ?? 'PUBSUB_EMULATOR_HOST-is-not-set';

export type Answer = { readonly status: number; readonly text: string; readonly json: Json };
type Json = Record<string, unknown>;
type Received = { readonly message: { readonly data: string } };

export type MoreService = {
  /** The root URL of a simulated Workspace that the test runs itself. */
  readonly google?: string;
  /** More settings, for the functions that read them. */
  readonly settings?: Record<string, string>;
  /** What the machine of each function adds to its environment. */
  readonly machine?: Record<string, string>;
};

/**
 * The five functions from `dist/`, each in its own process, and everything that they call: Google's
 * emulators, stateful fakes where Google has none, and a simulated Workspace in its own process.
 */
export class DeployedService {
  readonly secretManager = new FakeSecretManager(SECRET);
  readonly kms = new FakeCloudKms(KEY);
  readonly tasks = new FakeCloudTasks({ ...AS_DEPLOYED, queue: QUEUE }, systemTimer);
  readonly #iap = localIap(systemClock);
  readonly #functions = new Map<FunctionName, DeployedFunction>();
  readonly #closing: (() => unknown)[] = [];
  /** By event id: each event may arrive more than once. */
  readonly #events = new Map<string, Json>();
  readonly #refusals: (readonly string[])[] = [];
  readonly #more: MoreService;
  #google = '';
  #deployment: Deployment | undefined;

  constructor(more: MoreService = {}) {
    this.#more = more;
  }

  async open(): Promise<void> {
    this.#google = this.#more.google ?? (await this.#simulatedWorkspace());
    this.#deployment = await Deployment.make();
    const ports = new Map<FunctionName, number>();
    for (const name of FUNCTION_NAMES) ports.set(name, await freePort());
    const at = (name: FunctionName) => `http://127.0.0.1:${String(ports.get(name))}`;
    const values = await this.#values(at('rotation'), at('rotation-worker'));
    for (const name of FUNCTION_NAMES) {
      const granted = await this.#granted(name, values);
      const { machine = {} } = this.#more;
      const settings = { FUNCTION_TARGET: name, NODE_ENV: 'production' };
      const env = { ...readBy(name, granted), ...settings, ...machine };
      const served = this.#deployment.spawn(env, ports.get(name)!);
      this.#functions.set(name, served);
      await served.answers();
    }
  }

  /** An administrator's call, through IAP. */
  async configuration(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const assertion = await this.#iap.assertionFor('ada@example.com');
    const caller = { 'x-goog-iap-jwt-assertion': assertion };
    return this.#call('configuration', path, { ...init, method }, caller);
  }

  /** A call from one of our service accounts, as Cloud Run's IAM check forwards it. */
  call(name: FunctionName, method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const authorization = iamBearer(`mdm@${PROJECT}.iam.gserviceaccount.com`, systemClock);
    return this.#call(name, path, { ...init, method }, { authorization });
  }

  /** Another key file of the service account, as the Cloud console creates one. */
  async keyFile(): Promise<Json & { private_key: string }> {
    const reply = await fetch(`${this.#google}/control/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return (await reply.json()) as Json & { private_key: string };
  }

  /** The status that a device gets when it signs in with this password. */
  async signIn(address: string, password: unknown): Promise<number> {
    const basic = Buffer.from(`${address}:${String(password)}`).toString('base64');
    const reply = await fetch(`${this.#google}/Microsoft-Server-ActiveSync`, {
      method: 'OPTIONS',
      headers: { authorization: `Basic ${basic}` },
    });
    return reply.status;
  }

  /** The events about a user, in order, once there are `count` of them. */
  async eventsOf(primaryEmail: string, count: number): Promise<Json[]> {
    for (let pulls = 0; this.#eventsAbout(primaryEmail).length < count && pulls < 50; pulls += 1) {
      const pulled = await pubsub('POST', `${SUBSCRIPTION}:pull`, { maxMessages: 100 });
      const { receivedMessages = [] } = pulled as { receivedMessages?: Received[] };
      for (const { message } of receivedMessages) {
        const event = JSON.parse(Buffer.from(message.data, 'base64').toString()) as Json;
        this.#events.set(String(event['id']), event);
      }
    }
    return this.#eventsAbout(primaryEmail);
  }

  /** The calls that the functions made and `infra/access.tf` does not grant them. */
  get refused(): readonly string[] {
    return this.#refusals.flat();
  }

  /** The output of all processes. */
  get output(): string {
    return [...this.#functions.values()].map(({ output }) => output).join('');
  }

  async close(): Promise<void> {
    for (const close of this.#closing.reverse()) await close();
    await this.#deployment?.close();
  }

  readonly #eventsAbout = (primaryEmail: string): Json[] =>
    [...this.#events.values()]
      .filter((event) => event['primaryEmail'] === primaryEmail)
      .sort((one, other) => String(one['at']).localeCompare(String(other['at'])));

  async #values(rotationUrl: string, workerUrl: string): Promise<Record<string, string>> {
    await pubsub('PUT', TOPIC, {});
    await pubsub('PUT', SUBSCRIPTION, { topic: TOPIC });
    const keys = JSON.stringify(await this.#iap.keySet());
    const { rootUrl, close } = await this.tasks.listen();
    this.#closing.push(
      close,
      () => this.secretManager.api[Symbol.asyncDispose](),
      () => this.kms.api[Symbol.asyncDispose](),
    );
    return {
      GOOGLE_CLOUD_PROJECT: PROJECT,
      FIRESTORE_DATABASE: '(default)',
      SERVICE_ACCOUNT_KEY_SECRET: SECRET,
      PASSWORD_KMS_KEY: KEY,
      IAP_AUDIENCE: this.#iap.audience,
      IAP_PUBLIC_KEYS_URL: await this.#listen(createServer((_, reply) => reply.end(keys))),
      SYSTEM_MANAGEMENT_MEMBERS: 'ada@example.com',
      SELF_SERVICE_MEMBERS: 'domain:example.com',
      SYSTEM_READ_ONLY_MEMBERS: 'bob@example.com',
      ROTATION_URL: rotationUrl,
      ROTATION_WORKER_URL: workerUrl,
      ROTATION_QUEUE: QUEUE,
      TASKS_SERVICE_ACCOUNT: `rotation-tasks@${PROJECT}.iam.gserviceaccount.com`,
      EVENTS_TOPIC: TOPIC,
      GOOGLE_TOKEN_URL: `${this.#google}/token`,
      GOOGLE_ADMIN_ROOT_URL: `${this.#google}/`,
      GOOGLE_IAMCREDENTIALS_ROOT_URL: `${this.#google}/`,
      SECRET_MANAGER_ROOT_URL: await this.secretManager.api.listen(),
      CLOUD_KMS_ROOT_URL: await this.kms.api.listen(),
      CLOUD_TASKS_ROOT_URL: rootUrl,
      FIRESTORE_EMULATOR_HOST: EMULATOR,
      PUBSUB_EMULATOR_HOST: PUBSUB,
      ...this.#more.settings,
    };
  }

  /** The same values, with Secret Manager and Pub/Sub limited to the grants of this function. */
  async #granted(
    name: FunctionName,
    values: Record<string, string>,
  ): Promise<Record<string, string>> {
    const through = async (target: string, on: string): Promise<string> => {
      const { server, refused } = grantedOnly(target, name, on);
      this.#refusals.push(refused);
      return this.#listen(server);
    };
    const secrets = await through(values['SECRET_MANAGER_ROOT_URL']!, 'secret:service-account-key');
    const events = await through(`http://${PUBSUB}`, 'topic:password-events');
    return {
      ...values,
      SECRET_MANAGER_ROOT_URL: secrets,
      PUBSUB_EMULATOR_HOST: new URL(events).host,
    };
  }

  async #call(
    name: FunctionName,
    path: string,
    init: RequestInit,
    caller: Record<string, string>,
  ): Promise<Answer> {
    const { url } = this.#functions.get(name)!;
    const headers = { ...caller, ...(init.headers as Record<string, string> | undefined) };
    const reply = await fetch(url + path, { ...init, headers });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json') === true;
    return { status: reply.status, text, json: (isJson ? JSON.parse(text) : {}) as Json };
  }

  async #simulatedWorkspace(): Promise<string> {
    const args = ['--import', 'tsx', 'local/workspace/main.ts', '--users', '20'];
    const child: ChildProcess = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#closing.push(() => child.kill('SIGKILL'));
    const line = once(createInterface({ input: child.stdout! }), 'line') as Promise<[string]>;
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('it ended at once')));
    const [url] = await Promise.race([line, ended]);
    return url;
  }

  async #listen(server: Server): Promise<string> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}

async function pubsub(method: string, path: string, body: object): Promise<unknown> {
  const reply = await fetch(`http://${PUBSUB}/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`Pub/Sub emulator: ${method} ${path}: ${reply.status}`);
  return reply.json();
}

/** The values that Terraform gives this function, and the addresses of the fakes that it calls. */
function readBy(name: FunctionName, values: Record<string, string>): Record<string, string> {
  const read = Object.entries<Variable>(VARIABLES)
    .filter(([, { functions }]) => functions === 'all' || functions.includes(name))
    .map(([variable]) => variable);
  return Object.fromEntries(Object.entries(values).filter(([variable]) => read.includes(variable)));
}
