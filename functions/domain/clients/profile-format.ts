import { type Network } from '../networks/network';
import { type SignInUser } from './client';

/** How one kind of device is told of a network. */
export type ProfileFormat = {
  readonly mediaType: string;
  /** Of the file's name, with its dot. */
  readonly extension: string;
  readonly write: (user: SignInUser, network: Network) => string;
};

/** The identifier of a user's profile for a network, the same for every password. */
export const profileName = (
  { userId }: Pick<SignInUser, 'userId'>,
  { id }: Pick<Network, 'id'>,
): string => `google-apps-passwords.wifi.${userId}.${id}`;
