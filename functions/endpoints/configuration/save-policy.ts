import { PolicySaved } from '../../api/configuration';
import { PolicyBody } from '../../api/policy';
import { changePolicy } from '../../domain/configuration/change-policy';
import { emptyUnits } from '../../domain/configuration/empty-units';
import { GUESSABLE } from '../../domain/configuration/policy';
import { uniqueUnits } from '../../domain/unit-key';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { configurationAnswer, ETAG_HEADER } from './configuration-answer';
import { type ConfigurationDependencies } from '../dependencies';
import { configurationChanged, IF_MATCH_HEADER, readIfMatch } from './if-match';

/** A hundred organisational units with long names. */
const MAX_POLICY_BYTES = 256 * 1024;

/** `PUT /v1/policy`: changes the policy, starting with the next password. */
export const savePolicyEndpoint = ({ ports, log }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'PUT',
    path: '/v1/policy',
    operationId: 'savePolicy',
    summary: 'Change the policy; fields that are left out do not change',
    access: 'manager',
    requestHeaders: [IF_MATCH_HEADER],
    body: { mediaType: 'application/json', schema: PolicyBody, maxBytes: MAX_POLICY_BYTES },
    answers: {
      200: {
        description: 'The configuration with the new policy.',
        schema: PolicySaved,
        headers: ETAG_HEADER,
      },
    },
    problems: ['configuration-changed'],
    handle: async ({ body, caller, header }) => {
      const expected = readIfMatch(header('if-match'));
      if ('code' in expected) return expected;
      const outcome = await changePolicy(ports, {
        ...expected,
        by: caller.email,
        change: body,
      });
      if (outcome.kind === 'stale') return configurationChanged();
      if (outcome.kind === 'guessable') {
        return problem(
          'invalid-request',
          'The body is not valid. Nothing was changed. Correct the fields in `errors`.',
          {
            errors: outcome.at.map(({ override, field }) => ({
              pointer: override === undefined ? `/${field}` : `/overrides/${override}/${field}`,
              message: GUESSABLE,
            })),
          },
        );
      }
      const { revision } = outcome.configuration;
      const settings = Object.keys(body); // names only; the schema limits them
      log.configurationAudit({
        action: 'policy-changed',
        caller: caller.email,
        revision,
        settings,
      });
      const answer = await configurationAnswer(ports, outcome.configuration);
      const unitsWithoutUsers = await emptyUnits(
        ports,
        outcome.configuration,
        uniqueUnits([
          ...(body.orgUnitPaths ?? []),
          ...(body.overrides ?? []).map(({ orgUnitPath }) => orgUnitPath),
          ...(body.autoIssueOrgUnitPaths ?? []),
        ]),
      );
      if (unitsWithoutUsers.length === 0) return answer;
      return { ...answer, json: { ...answer.json, unitsWithoutUsers } };
    },
  });
