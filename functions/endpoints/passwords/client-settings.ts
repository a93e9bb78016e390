import { UserKeyParams } from '../../api/user-key';
import { type Client, type SettingsForm } from '../../domain/clients/client';
import { readPassword } from '../../domain/passwords/read-password';
import { isNamed, qualityOf } from '../../http/accept';
import { type DocumentedAnswer, type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { auditRead, callPorts } from './call-ports';
import { failureProblem } from './failure-problem';
import { SETTING_PROBLEMS } from './password-answer';

/**
 * `GET /v1/users/{userKey}/{client}`: the sign-in settings of a device, in the form that `Accept` selects.
 */
export const clientSettingsEndpoint = (
  client: Client,
  dependencies: PasswordsDependencies,
): Endpoint =>
  endpoint({
    method: 'GET',
    path: `/v1/users/{userKey}/${client.id}`,
    operationId: client.operationId,
    summary: client.summary,
    access: 'service',
    params: UserKeyParams,
    answers: { 200: documented(client) },
    problems: [...SETTING_PROBLEMS, 'no-password', 'password-drifted', 'password-forgotten'],
    handle: async ({ params, header, ...asking }) => {
      const result = await readPassword(callPorts(dependencies, asking), params.userKey);
      if (result.kind !== 'live') return failureProblem(result);
      const { account, password } = result;
      auditRead(dependencies, asking, result);
      const user = {
        userId: account.userId,
        primaryEmail: account.primaryEmail,
        password: password.reveal(),
      };
      const host = dependencies.signInHosts?.[client.id] ?? client.host;
      const { mediaType, write } = formFor(client, header('accept'));
      const written = write(user, host);
      const headers = { 'cache-control': 'no-store', vary: 'Accept' };
      return typeof written === 'string'
        ? { status: 200, content: { mediaType, data: written }, headers }
        : { status: 200, json: written, headers };
    },
  });

/** A form other than the first is used only if `Accept` names it and does not prefer the first one. */
function formFor({ forms: [first, ...others] }: Client, accept: string | undefined): SettingsForm {
  const wanted = others.find(({ mediaType }) => {
    const quality = isNamed(mediaType, accept) ? qualityOf(mediaType, accept) : 0;
    return quality > 0 && quality >= qualityOf(first.mediaType, accept);
  });
  return wanted ?? first;
}

function documented({ forms }: Client): DocumentedAnswer {
  const schema = forms.find((form) => form.schema !== undefined)?.schema;
  const mediaTypes = forms.filter((form) => !form.schema).map(({ mediaType }) => mediaType);
  const named = mediaTypes.map((mediaType) => `\`Accept: ${mediaType}\``).join(' or ');
  return {
    description: `The settings. With ${named}: a configuration profile.`,
    ...(schema ? { schema } : {}),
    mediaTypes,
  };
}
