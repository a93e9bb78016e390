import { changePolicy } from '../../domain/configure';
import { Policy } from '../../domain/policy';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { ConfigurationAnswer, configurationAnswer } from './configuration-answer';
import { type ConfigurationDependencies } from './dependencies';
import { configurationChanged, IF_MATCH_HEADER, readIfMatch } from './if-match';

/** A hundred organisational units with long names. */
const MAX_POLICY_BYTES = 256 * 1024;

/** `PUT /v1/policy`: replaces the policy; it applies from the next password on. */
export const savePolicyEndpoint = ({ ports, log }: ConfigurationDependencies): Endpoint =>
  endpoint({
    method: 'PUT',
    path: '/v1/policy',
    summary: 'Replace the policy; what is left out gets its default',
    access: 'manager',
    requestHeaders: [IF_MATCH_HEADER],
    body: { mediaType: 'application/json', schema: Policy, maxBytes: MAX_POLICY_BYTES },
    answers: {
      200: { description: 'The configuration with the new policy.', schema: ConfigurationAnswer },
    },
    problems: ['configuration-changed'],
    handle: async ({ body, caller, header }) => {
      const expected = readIfMatch(header('if-match'));
      if ('code' in expected) return expected;
      const outcome = await changePolicy(ports, { ...expected, by: caller.email, policy: body });
      if (outcome.kind === 'stale') return configurationChanged();
      const { revision } = outcome.configuration;
      log.configurationAudit({ action: 'policy-changed', caller: caller.email, revision });
      return configurationAnswer(outcome.configuration);
    },
  });
