import {
  isPlatform,
  PLATFORMS,
  type Platform,
  profileFor,
  PROFILE_MEDIA_TYPES,
} from '../../domain/clients/profile';
import { type Configuration } from '../../domain/configuration/configuration';
import { chooseNetwork, type Network } from '../../domain/networks/network';
import { type LivePassword } from '../../domain/passwords/issue-password';
import { problem, type Problem } from '../../http/problem';

/** For the OpenAPI document. */
export const PROFILE_ANSWER = {
  description:
    'The profile with the password, as a file to save. Identifiers in it are those of user and network, so that it replaces the profile with the former password.',
  mediaTypes: PROFILE_MEDIA_TYPES,
  headers: { 'Content-Disposition': 'The name of the file.' },
} as const;

/** The problems of a request for a profile, besides those of reading the password. */
export const PROFILE_PROBLEMS = ['invalid-request', 'not-found', 'no-network'] as const;

/** The network and the kind of device that a profile is asked for. */
export type ChosenProfile = { readonly platform: Platform; readonly network: Network };

export function chosenProfile(
  { networks = [] }: Pick<Configuration, 'networks'>,
  asked: { readonly platform: string; readonly network?: string | undefined },
): ChosenProfile | Problem {
  const { platform } = asked;
  if (!isPlatform(platform)) {
    return problem('not-found', `There is no profile of this kind. Use ${PLATFORMS.join(', ')}.`);
  }
  const choice = chooseNetwork(networks, asked.network);
  if (choice.kind === 'network') return { platform, network: choice.network };
  if (choice.kind === 'no-network') {
    const what = asked.network === undefined ? 'No Wi-Fi network' : 'No Wi-Fi network with this ID';
    return problem('no-network', `${what} is saved. ${TO_NETWORKS}`);
  }
  const message = `There are several networks. Name one of them: ${choice.ids.map((id) => `?network=${id}`).join(', ')}.`;
  return problem('invalid-request', message, { errors: [{ pointer: '/network', message }] });
}

const TO_NETWORKS =
  'The page "Wi-Fi and LDAP" shows the networks; someone with the role System Management can add one there.';

/** The answer that contains the profile, and with it the password. */
export function profileAnswer(
  { account, password }: LivePassword,
  { platform, network }: ChosenProfile,
): {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: { readonly mediaType: string; readonly data: string };
} {
  const { userId, primaryEmail } = account;
  const user = { userId, primaryEmail, password: password.reveal() };
  const { mediaType, fileName, data } = profileFor(platform, user, network);
  return {
    status: 200,
    headers: {
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
    content: { mediaType, data },
  };
}
