import { AccountsAnswer, AccountsQuery } from '../../api/account';
import { visibleOnly } from '../../domain/visible-text';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { accountAnswers } from './account-answer';
import { type RotationControlDependencies } from '../dependencies';

/** `GET /v1/accounts`: the help desk's list, sorted by address. */
export const accountsEndpoint = ({ ports }: Pick<RotationControlDependencies, 'ports'>): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/accounts',
    operationId: 'listAccounts',
    summary: 'Accounts by address, id, status, proof or drift, without passwords',
    access: 'viewer',
    query: AccountsQuery,
    answers: { 200: { description: 'One page of accounts.', schema: AccountsAnswer } },
    problems: ['invalid-request'],
    handle: async ({ query: { status, proof, drifted, query, pageToken, limit } }) => {
      const listed = ports.accounts.list({
        limit,
        ...(status ? { status } : {}),
        ...(proof ? { proof } : {}),
        ...(drifted === 'true' ? { drifted: true } : {}),
        ...(query === undefined ? {} : { query: visibleOnly(query) }),
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      const [page, { policy }] = await Promise.all([listed, ports.configurations.read()]);
      if (page.badPageToken) {
        return problem(
          'invalid-request',
          'The page token is not valid, or no longer valid. Start again without `pageToken`.',
          {
            errors: [{ pointer: '/pageToken', message: 'This is not a token from this service.' }],
          },
        );
      }
      return {
        status: 200,
        json: {
          accounts: accountAnswers(page, policy, ports.clock.now()),
          nextPageToken: page.nextPageToken,
        },
      };
    },
  });
