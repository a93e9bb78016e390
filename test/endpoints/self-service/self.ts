import { type Server } from 'node:http';
import request from 'supertest';
import { userId } from '../../../functions/domain/account';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { type WholeService } from '../../fakes/whole-service';

export const ALICE = 'alice@example.com';
export const PROBLEM = 'urn:google-apps-passwords:problem:';
export const ON = { selfService: { enabled: true, rotationsPerDay: 3 } };

/** Supertest's body, not as `any`. */
export const bodyOf = ({ body }: request.Response): unknown => body;

/** A password as an answer has it. */
export type Told = { readonly password: string; readonly version: number };
export const toldBy = ({ body }: request.Response): Told => body as Told;

/** A call of self-service as this person. */
export const asPerson =
  (server: Server, person = ALICE) =>
  (method: 'get' | 'post', path: string): request.Test =>
    request(server)[method](path).set('x-goog-iap-jwt-assertion', person);

export const codeOf = ({ body }: request.Response): string =>
  (body as { type: string }).type.slice(PROBLEM.length);

/** What the audit trail has of passwords: action, version and caller. */
export const audited = ({ lines }: WholeService): unknown[] =>
  lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message }) => message === 'password-audit')
    .map(({ action, version, caller }) => [action, version, caller]);

/** Changes a user at the simulated Google. */
export function change(
  { workspace }: WholeService,
  who: string,
  more: Partial<WorkspaceUser>,
): void {
  const { users, putUser } = workspace.google.state;
  putUser({ ...users.find(workspace.user(who)!.id)!, ...more });
}

export const accountOf = ({ platform, workspace }: WholeService, who = ALICE) =>
  platform.accounts.read(userId(workspace.user(who)!.id));
