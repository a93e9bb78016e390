import { OwnProfileParams, ProfileQuery } from '../../api/profile';
import { readOwn } from '../../domain/self-service/own-password';
import { findPerson } from '../../domain/self-service/person';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { meRefused, profileRefused } from '../../page/me-page';
import { type PasswordsDependencies } from '../dependencies';
import { auditRead, callPorts } from '../passwords/call-ports';
import {
  chosenProfile,
  PROFILE_ANSWER,
  PROFILE_PROBLEMS,
  profileAnswer,
} from '../passwords/profile-answer';
import { OWN_SETTING_PROBLEMS, ownProblem } from './own-problem';
import { shownInPlace } from './page';

/**
 * `POST /v1/me/profiles/{platform}`: the file with which a device of the person signs in to a network. The
 * page posts a form, so that the browser itself saves or installs the file.
 */
export const ownProfileEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/me/profiles/{platform}',
    operationId: 'getMyProfile',
    summary: 'A Wi-Fi profile with your own password',
    access: 'person',
    params: OwnProfileParams,
    query: ProfileQuery,
    answers: { 200: PROFILE_ANSWER },
    problems: [
      ...OWN_SETTING_PROBLEMS,
      ...PROFILE_PROBLEMS,
      'no-password',
      'password-drifted',
      'password-forgotten',
    ],
    showProblem: shownInPlace((reader, given) =>
      given.code === 'forbidden-identity' || given.code === 'self-service-off'
        ? meRefused(reader, given)
        : profileRefused(reader),
    ),
    handle: async ({ params: { platform }, query, ...asking }) => {
      const ports = callPorts(dependencies, asking);
      const managed = await findPerson(ports, asking.caller);
      if (managed.kind !== 'found') return ownProblem(managed);
      const chosen = chosenProfile(managed.open.seen, { platform, network: query.network });
      if ('code' in chosen) return chosen;
      const result = await readOwn(ports, managed);
      if (result.kind !== 'live') return ownProblem(result);
      auditRead(dependencies, asking, result);
      return profileAnswer(result, chosen);
    },
  });
