import { crc32c } from '../../functions/adapters/gcp/crc32c';
import { damaged, GoogleCloudApi, GoogleRefusal, type Handled } from './google-cloud-api';

type State = 'ENABLED' | 'DISABLED' | 'DESTROYED';
type Version = {
  readonly number: number;
  state: State;
  data: Buffer | undefined;
  scheduledDestroyTime?: string;
  readonly checked: boolean;
};

/** The enum's numbers in `google.cloud.secretmanager.v1`. */
const STATE_NUMBER = { ENABLED: 1, DISABLED: 2, DESTROYED: 3 } as const;

const MAX_PAYLOAD = 65_536;

/**
 * Secret Manager's REST API (v1) for the versions of one secret: add, access, get, list in pages, disable,
 * enable, destroy, with Google's states and refusals. `destroyLater` simulates a secret with
 * `version_destroy_ttl`: destroying disables a version and returns when it will be destroyed.
 */
export class FakeSecretManager {
  readonly api: GoogleCloudApi;
  destroyLater = false;
  /** The upper limit for a page, whatever the request asks for. */
  pageSize = 25_000;
  readonly #name: string;
  readonly #versions: Version[] = [];

  /** `secret` is `projects/P/secrets/NAME`. Like Google's, answers name the project by its number. */
  constructor(secret: string) {
    this.#name = secret;
    this.api = new GoogleCloudApi(
      ({ method, path, query, body }) => {
        const prefix = `/v1/${secret}`;
        if (!path.startsWith(prefix)) throw new GoogleRefusal('NOT_FOUND', 'Secret not found.');
        const rest = `${method} ${path.slice(prefix.length)}`;
        const numbers = query.get('$alt')?.includes('enum-encoding=int') ?? false;
        return this.#handle(rest, query, body, numbers);
      },
      (answer) => {
        const payload = answer['payload'] as { data: string } | undefined;
        if (payload) payload.data = damaged(payload.data);
      },
    );
  }

  /** The data of each version, by its number; undefined if it was erased. */
  get held(): ReadonlyMap<string, string | undefined> {
    return new Map(
      this.#versions.map(({ number, data }) => [String(number), data?.toString('utf8')]),
    );
  }

  stateOf(number: string): State {
    return this.#find(number).state;
  }

  /** A change made by an administrator in the Cloud console. */
  byHand(number: string, action: 'enable' | 'disable' | 'destroy'): void {
    this.#change(this.#find(number), action);
  }

  #handle(
    rest: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
    numbers: boolean,
  ): Handled {
    if (rest === 'POST :addVersion') {
      return { call: 'addVersion', answer: () => this.#shown(this.#add(body), numbers) };
    }
    if (rest === 'GET /versions') {
      return { call: 'list', answer: () => this.#page(query, numbers) };
    }
    const [, number, action = ''] =
      /^(?:GET|POST) \/versions\/([^:/]+)(?::(\w+))?$/.exec(rest) ?? [];
    if (number === undefined) throw new GoogleRefusal('NOT_FOUND', 'Unknown method.');
    const call = action === '' ? 'get' : action;
    return {
      call,
      answer: () => {
        const version = this.#find(number);
        if (call === 'access') return this.#access(version);
        if (call !== 'get') this.#change(version, call);
        return this.#shown(version, numbers);
      },
    };
  }

  #add(body: Record<string, unknown>): Version {
    const { data = '', dataCrc32c } = (body['payload'] ?? {}) as Record<string, string>;
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > MAX_PAYLOAD) {
      throw new GoogleRefusal('INVALID_ARGUMENT', 'The payload is larger than 65536 bytes.');
    }
    if (dataCrc32c !== undefined && dataCrc32c !== String(crc32c(bytes))) {
      throw new GoogleRefusal('INVALID_ARGUMENT', 'The checksum does not match the payload.');
    }
    const version: Version = {
      number: this.#versions.length + 1,
      state: 'ENABLED',
      data: bytes,
      checked: dataCrc32c !== undefined,
    };
    this.#versions.push(version);
    return version;
  }

  #find(number: string): Version {
    const found =
      number === 'latest'
        ? this.#versions.at(-1)
        : this.#versions.find((version) => String(version.number) === number);
    if (!found) throw new GoogleRefusal('NOT_FOUND', `Secret Version [${number}] not found.`);
    return found;
  }

  #access(version: Version): Record<string, unknown> {
    if (version.state !== 'ENABLED' || version.data === undefined) {
      throw new GoogleRefusal('FAILED_PRECONDITION', `It is in ${version.state} state.`);
    }
    return {
      name: this.#nameOf(version),
      payload: {
        data: version.data.toString('base64'),
        dataCrc32c: String(crc32c(version.data)),
      },
    };
  }

  #change(version: Version, action: string): void {
    if (version.state === 'DESTROYED') {
      throw new GoogleRefusal('FAILED_PRECONDITION', 'It is destroyed already.');
    }
    switch (action) {
      case 'disable':
        version.state = 'DISABLED';
        break;
      case 'enable':
        version.state = 'ENABLED';
        delete version.scheduledDestroyTime;
        break;
      case 'destroy':
        if (this.destroyLater) {
          version.state = 'DISABLED';
          version.scheduledDestroyTime = '2030-01-01T00:00:00Z';
        } else {
          version.state = 'DESTROYED';
          version.data = undefined;
        }
        break;
      default:
        throw new GoogleRefusal('NOT_FOUND', 'Unknown method.');
    }
  }

  /** Newest first. */
  #page(query: URLSearchParams, numbers: boolean): Record<string, unknown> {
    const size = Math.min(this.pageSize, Number(query.get('pageSize') ?? '25000'));
    const from = Number(query.get('pageToken') ?? '0');
    const newestFirst = this.#versions.toReversed();
    const versions = newestFirst.slice(from, from + size);
    return {
      ...(versions.length > 0
        ? { versions: versions.map((version) => this.#shown(version, numbers)) }
        : {}),
      ...(from + size < newestFirst.length ? { nextPageToken: String(from + size) } : {}),
      totalSize: newestFirst.length,
    };
  }

  #shown(version: Version, numbers: boolean): Record<string, unknown> {
    return {
      name: this.#nameOf(version),
      createTime: '2025-01-01T00:00:00.000000Z',
      state: numbers ? STATE_NUMBER[version.state] : version.state,
      etag: '"1"',
      ...(version.scheduledDestroyTime
        ? { scheduledDestroyTime: version.scheduledDestroyTime }
        : {}),
      ...(version.checked ? { clientSpecifiedPayloadChecksum: true } : {}),
    };
  }

  #nameOf(version: Version): string {
    const ofNumber = this.#name.replace(/^projects\/[^/]+/, 'projects/123456789012');
    return `${ofNumber}/versions/${version.number}`;
  }
}
