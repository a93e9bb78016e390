import { ProfileParams, ProfileQuery } from '../../api/profile';
import { readPassword } from '../../domain/passwords/read-password';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { auditRead, callPorts } from './call-ports';
import { failureProblem } from './failure-problem';
import { SETTING_PROBLEMS } from './password-answer';
import { chosenProfile, PROFILE_ANSWER, PROFILE_PROBLEMS, profileAnswer } from './profile-answer';

/** `GET /v1/users/{userKey}/profiles/{platform}`: the file with which a device signs in to a network. */
export const profileEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/users/{userKey}/profiles/{platform}',
    operationId: 'getProfile',
    summary: 'A Wi-Fi profile with the password',
    access: 'service',
    params: ProfileParams,
    query: ProfileQuery,
    answers: { 200: PROFILE_ANSWER },
    problems: [
      ...SETTING_PROBLEMS,
      ...PROFILE_PROBLEMS,
      'no-password',
      'password-drifted',
      'password-forgotten',
    ],
    handle: async ({ params: { userKey, platform }, query, ...asking }) => {
      const configuration = await dependencies.ports.configurations.read();
      const chosen = chosenProfile(configuration, { platform, network: query.network });
      if ('code' in chosen) return chosen;
      const result = await readPassword(callPorts(dependencies, asking), userKey);
      if (result.kind !== 'live') return failureProblem(result);
      auditRead(dependencies, asking, result);
      return profileAnswer(result, chosen);
    },
  });
