import { z } from 'zod';
import { type Policy, DEFAULT_POLICY } from '../../functions/domain/policy';
import { Policy as PolicySchema } from '../../functions/domain/policy';
import { LINK_IDS, type LinkId } from '../../functions/domain/verification';
import { type Endpoint, endpoint, type Result } from '../../functions/http/endpoint';
import { problem } from '../../functions/http/problem';
import {
  type ConfigurationJson,
  type VerificationJson,
} from '../../functions/page/configuration-json';

/** The one link that does not hold, in the service's own words; none: every link is ok. */
export type Broken = {
  readonly id: LinkId;
  readonly state: 'failing' | 'waiting';
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly url?: string;
};

/** Stands for the calls of `configuration`, with the state of Google's side set by the test. */
export class FakeConfiguration {
  broken: Broken | undefined;
  checks = 0;
  #connection: Pick<ConfigurationJson, 'adminUsername' | 'credential'> | undefined;
  #verification: VerificationJson | undefined;
  #policy: Policy = DEFAULT_POLICY;
  #revision = 0;
  #changed: { updatedAt: string; updatedBy: string } | undefined;

  current(): ConfigurationJson {
    return {
      configured: this.#connection !== undefined,
      ...this.#connection,
      ...(this.#verification ? { verification: this.#verification } : {}),
      policy: this.#policy,
      ...this.#changed,
      revision: this.#revision,
    };
  }

  connect(adminUsername: string, by = 'somebody.else@example.com'): void {
    this.#connection = {
      adminUsername,
      credential: {
        kind: 'key',
        clientId: '104857600000000000001',
        clientEmail: 'google-apps-api@acme-mail-passwords.iam.gserviceaccount.com',
        projectId: 'acme-mail-passwords',
        keyId: 'f00dcafe0123456789abcdef0123456789abcdef',
        uploadedAt: new Date().toISOString(),
      },
    };
    this.#change(by);
    this.#verify();
  }

  #change(by: string): void {
    this.#revision += 1;
    this.#changed = { updatedAt: new Date().toISOString(), updatedBy: by };
  }

  #verify(): void {
    this.checks += 1;
    const { broken } = this;
    const at = broken ? LINK_IDS.indexOf(broken.id) : LINK_IDS.length;
    this.#verification = {
      state: broken?.state ?? 'ok',
      checkedAt: new Date().toISOString(),
      links: LINK_IDS.map((id, index) =>
        id === broken?.id ? broken : { id, state: index < at ? 'ok' : 'not-reached' },
      ),
    };
  }

  #answer(): Result {
    return { status: 200, json: this.current(), headers: { etag: `"${this.#revision}"` } };
  }

  endpoints(): readonly Endpoint[] {
    const stale = (ifMatch: string | undefined): Result | undefined =>
      ifMatch !== undefined && ifMatch !== `"${this.#revision}"`
        ? problem('configuration-changed', 'It changed.')
        : undefined;
    const common = { answers: {}, problems: [], summary: '' } as const;
    return [
      endpoint({
        ...common,
        method: 'GET',
        path: '/v1/configuration',
        access: 'viewer',
        handle: () => Promise.resolve(this.#answer()),
      }),
      endpoint({
        ...common,
        method: 'PUT',
        path: '/v1/configuration',
        access: 'manager',
        body: {
          mediaType: 'application/vnd.google-apps-passwords.configuration+json',
          maxBytes: 65_536,
          schema: z.object({ adminUsername: z.string() }),
        },
        handle: ({ body, header, caller }) => {
          const refused = stale(header('if-match'));
          if (refused) return Promise.resolve(refused);
          this.connect(body.adminUsername, caller.email);
          return Promise.resolve(this.#answer());
        },
      }),
      endpoint({
        ...common,
        method: 'POST',
        path: '/v1/configuration/verification',
        access: 'viewer',
        handle: () => {
          this.#verify();
          return Promise.resolve(this.#answer());
        },
      }),
      endpoint({
        ...common,
        method: 'DELETE',
        path: '/v1/configuration',
        access: 'manager',
        handle: ({ caller }) => {
          this.#connection = undefined;
          this.#verification = undefined;
          this.#change(caller.email);
          return Promise.resolve({ status: 204 as const });
        },
      }),
      endpoint({
        ...common,
        method: 'PUT',
        path: '/v1/policy',
        access: 'manager',
        body: { mediaType: 'application/json', maxBytes: 65_536, schema: PolicySchema },
        handle: ({ body, header, caller }) => {
          const refused = stale(header('if-match'));
          if (refused) return Promise.resolve(refused);
          this.#policy = body;
          this.#change(caller.email);
          return Promise.resolve(this.#answer());
        },
      }),
    ];
  }
}
