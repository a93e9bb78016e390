import { ForgetWorkspaceQuery, WorkspaceForgotten } from '../../api/workspace';
import {
  forgetWorkspace,
  type ForgetWorkspacePorts,
} from '../../domain/passwords/forget-workspace';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { type Log } from '../../log';
import { changeAudit } from '../change-audit';

export type ForgetWorkspaceDependencies = {
  readonly ports: Omit<ForgetWorkspacePorts, 'caller' | 'changed'>;
  readonly log: Pick<Log, 'passwordAudit'>;
};

/** `DELETE /v1/accounts?customerId=C…`: forgets the passwords of a Workspace that is not connected. */
export const forgetWorkspaceEndpoint = ({ ports, log }: ForgetWorkspaceDependencies): Endpoint =>
  endpoint({
    method: 'DELETE',
    path: '/v1/accounts',
    operationId: 'forgetWorkspace',
    summary: 'Forget the passwords of a Google Workspace that is not connected',
    access: 'manager',
    query: ForgetWorkspaceQuery,
    answers: {
      200: {
        description: 'How many passwords were forgotten. Nothing was changed at Google.',
        schema: WorkspaceForgotten,
      },
    },
    problems: ['invalid-request', 'invalid-state'],
    handle: async ({ query, caller, requestId }) => {
      const asked = { caller: caller.email, changed: changeAudit(log, requestId) };
      const result = await forgetWorkspace({ ...ports, ...asked }, query.customerId, query.limit);
      if (result.kind === 'connected') {
        return problem(
          'invalid-state',
          'This is the connected Google Workspace, or it is not known yet which one is connected. Nothing was forgotten. Revoke the passwords of the connected Workspace user by user.',
        );
      }
      const { users: forgotten, left } = result;
      return { status: 200, json: query.limit === undefined ? { forgotten } : { forgotten, left } };
    },
  });
