import { type IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { digestMatches } from '../../local/workspace/password-digest';
import { SimulatedWorkspace } from '../../local/workspace/simulated-workspace';
import { type WorkspaceUser } from '../../local/workspace/user';
import { InvariantBroken } from '../fakes/late-google';
import { type WholeService } from '../fakes/whole-service';
import { preparedKeyPair } from '../prepared/key-pairs';

export const WORKSPACES = ['first', 'other'] as const;
export type WorkspaceName = (typeof WORKSPACES)[number];

/** A password that the service made: its user and its version. */
export type Made = { readonly userId: string; readonly version: number; readonly text: string };

/** How long after its caller gave up a call may still take effect. */
const LATE_MS = 25_000;

type Sent = {
  readonly userId: string;
  readonly text: string;
  arrivesUntilMs: number;
  readonly land?: () => Promise<void>;
};

const OTHER_CUSTOMER = 'C0other01';
const OTHER_USERS = 45;
/**
 * The first 40 users have the same ids as the first Workspace's and are removed: real customers never share
 * ids.
 */
const SHARED_IDS = 40;
/** Addresses that exist in both Workspaces. */
const SAME_ADDRESSES = ['alice@example.com', 'bob@example.com'];

/**
 * Google with two Workspaces, of which one is connected. It checks each password sent: while one may still
 * arrive, no different one is sent for the same user (I2), and nobody sends two at once (I3).
 */
export class StormGoogle {
  readonly workspaces: Readonly<Record<WorkspaceName, SimulatedWorkspace>>;
  connected: WorkspaceName = 'first';
  /** Whether either Workspace is connected. */
  isConnected = true;
  /** The service's passwords that Google holds, by user id. */
  readonly held = new Map<string, string>();
  /** Every password that it ever held, as `userId version`. */
  readonly taken = new Set<string>();
  readonly made: Made[] = [];
  /** Every accepted password, in order. */
  readonly history: { readonly userId: string; readonly text: string }[] = [];
  readonly broken: InvariantBroken[] = [];
  readonly #service: WholeService;
  readonly #sent: Sent[] = [];
  /** How many of the next changes take effect only after their callers have given up. */
  #lateNext = 0;

  constructor(service: WholeService) {
    this.#service = service;
    this.workspaces = { first: service.workspace, other: otherWorkspace(service) };
    for (const workspace of Object.values(this.workspaces)) this.#watch(workspace);
    this.#recordMade();
    service.google = (request, response) => {
      void this.#answer(request, response).catch(() => response.destroy());
    };
  }

  get current(): SimulatedWorkspace {
    return this.workspaces[this.connected];
  }

  makeLate(times: number): void {
    this.#lateNext = times;
  }

  /** Late calls that are due arrive. */
  async land(): Promise<void> {
    const now = this.#service.clock.now();
    for (const [index, sent] of [...this.#sent.entries()].toReversed()) {
      if (sent.land && sent.arrivesUntilMs <= now) {
        this.#sent.splice(index, 1);
        await sent.land();
      } else if (sent.arrivesUntilMs < now) this.#sent.splice(index, 1);
    }
  }

  close(): void {
    this.workspaces.other.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { handle } = this.current;
    const userId = /\/users\/(\d+)/.exec(request.url ?? '')?.[1];
    const text = userId && ['PUT', 'PATCH'].includes(request.method ?? '') && passwordIn(body);
    if (!userId || !text) {
      handle(again(request, body), response);
      return;
    }
    this.#checkSending(userId, text);
    if (this.#lateNext > 0) {
      this.#lateNext -= 1;
      const land = (): Promise<void> => carriedOut(handle, again(request, body));
      this.#sent.push({ userId, text, arrivesUntilMs: this.#now() + LATE_MS, land });
      response.destroy();
      return;
    }
    const sent = { userId, text, arrivesUntilMs: Infinity };
    this.#sent.push(sent);
    response.once('close', () => {
      const isOver = response.writableFinished && response.statusCode < 500;
      sent.arrivesUntilMs = isOver ? -1 : this.#now() + LATE_MS;
    });
    handle(again(request, body), response);
  }

  #now(): number {
    return this.#service.clock.now();
  }

  #checkSending(userId: string, text: string): void {
    for (const sent of this.#sent) {
      if (sent.userId !== userId || sent.arrivesUntilMs < this.#now()) continue;
      if (sent.text !== text)
        this.broken.push(new InvariantBroken(`I2: ${userId} is sent another`));
      else if (sent.arrivesUntilMs === Infinity) {
        this.broken.push(new InvariantBroken(`I3: ${userId} is sent two at once`));
      }
    }
  }

  #watch({ google: { state } }: SimulatedWorkspace): void {
    const putUser = state.putUser.bind(state);
    const watched: typeof putUser = (user) => {
      putUser(user);
      const made = this.made.findLast(
        ({ userId, text }) => userId === user.id && digestMatches(user.password, text),
      );
      if (made === undefined || this.held.get(user.id) === made.text) return;
      this.history.push(made);
      this.held.set(user.id, made.text);
      this.taken.add(`${made.userId} ${made.version}`);
    };
    Object.assign(state, { putUser: watched });
  }

  #recordMade(): void {
    const { cipher } = this.#service.platform;
    const encrypt = cipher.encrypt.bind(cipher);
    const recording: typeof cipher.encrypt = (password, context) => {
      this.made.push({ ...context, text: password.reveal() });
      return encrypt(password, context);
    };
    Object.assign(cipher, { encrypt: recording });
  }
}

/**
 * Its users have other ids and another customer id. Two users have addresses that exist in both Workspaces.
 */
function otherWorkspace({ clock }: WholeService): SimulatedWorkspace {
  const workspace = new SimulatedWorkspace({
    users: OTHER_USERS,
    clock,
    newKeyPair: preparedKeyPair,
  });
  const { google, adminUsername } = workspace;
  const all: WorkspaceUser[] = [...google.state.users];
  const own = all.slice(SHARED_IDS);
  for (const { id, primaryEmail } of all.slice(0, SHARED_IDS)) {
    if (primaryEmail !== adminUsername) google.removeUser(id);
  }
  const admin = workspace.user(adminUsername)!;
  google.state.putUser({ ...admin, customerId: OTHER_CUSTOMER });
  for (const [index, user] of own.entries()) {
    const { primaryEmail } = user;
    google.state.putUser({
      ...user,
      primaryEmail: SAME_ADDRESSES[index] ?? primaryEmail,
      aliases: [],
      suspended: false,
      customerId: OTHER_CUSTOMER,
    });
  }
  return workspace;
}

const passwordIn = (body: Buffer): string | undefined =>
  (JSON.parse(body.toString()) as { password?: string }).password;

/** The same request again, as received. */
const again = (request: IncomingMessage, body: Buffer): IncomingMessage => {
  const { method, url, headers, socket } = request;
  return Object.assign(Readable.from([body]), {
    ...{ method, url, headers, socket },
  }) as unknown as IncomingMessage;
};

/** Carries out a request whose caller is gone. */
const carriedOut = (
  handle: SimulatedWorkspace['handle'],
  request: IncomingMessage,
): Promise<void> =>
  new Promise((resolve) => {
    const nowhere = new ServerResponse(request);
    const end = nowhere.end.bind(nowhere);
    Object.assign(nowhere, {
      end: (...given: Parameters<typeof end>) => {
        end(...given);
        resolve();
        return nowhere;
      },
    });
    const destroy = nowhere.destroy.bind(nowhere);
    Object.assign(nowhere, { destroy: () => (resolve(), destroy()) });
    handle(request, nowhere);
  });
