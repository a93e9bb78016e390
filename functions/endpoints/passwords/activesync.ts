import { readPassword } from '../../domain/passwords/read-password';
import { isNamed, qualityOf } from '../../http/accept';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { ActiveSyncSettings } from './activesync-settings';
import { appleProfile } from './apple-profile';
import { auditRead, callPorts } from './call-ports';
import { type PasswordsDependencies } from '../dependencies';
import { failureProblem } from './failure-problem';
import { SETTING_PROBLEMS } from './password-answer';
import { UserKeyParams } from './user-key';

const APPLE_PROFILE = 'application/x-apple-aspen-config';

/** Only who names the profile gets it, and not who would rather have JSON. */
function wantsProfile(accept: string | undefined): boolean {
  const quality = isNamed(APPLE_PROFILE, accept) ? qualityOf(APPLE_PROFILE, accept) : 0;
  return quality > 0 && quality >= qualityOf('application/json', accept);
}

/** `GET /v1/users/{userKey}/activesync`: what a device needs, as JSON or as an Apple profile by `Accept`. */
export const activeSyncEndpoint = (dependencies: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/users/{userKey}/activesync',
    operationId: 'getActiveSyncSettings',
    summary: 'ActiveSync settings with the password',
    access: 'service',
    params: UserKeyParams,
    answers: {
      200: {
        description: `The settings; with \`Accept: ${APPLE_PROFILE}\` as a configuration profile.`,
        schema: ActiveSyncSettings,
        mediaTypes: [APPLE_PROFILE],
      },
    },
    problems: [...SETTING_PROBLEMS, 'no-password'],
    handle: async ({ params, header, ...asking }) => {
      const { activeSync } = dependencies;
      const result = await readPassword(callPorts(dependencies, asking), params.userKey);
      if (result.kind !== 'live') return failureProblem(result);
      const { account, password } = result;
      auditRead(dependencies, asking, result);
      const settings: ActiveSyncSettings = {
        host: activeSync.host,
        emailAddress: account.primaryEmail,
        userName: account.primaryEmail,
        password: password.reveal(),
        ssl: activeSync.ssl,
      };
      const headers = { 'cache-control': 'no-store', vary: 'Accept' };
      if (!wantsProfile(header('accept'))) {
        return { status: 200, json: settings, headers };
      }
      const data = appleProfile(settings, account.userId);
      return { status: 200, content: { mediaType: APPLE_PROFILE, data }, headers };
    },
  });
