import { type Network } from '../networks/network';
import { type SignInUser } from './client';

/** How one kind of device is told of a network. */
export type ProfileFormat = {
  readonly mediaType: string;
  /** Of the file's name, with its dot. */
  readonly extension: string;
  readonly write: (user: SignInUser, network: Network) => string;
};

/**
 * The identifier of a user's profile for a network, the same for every password. Parts of the profile are named after
 * it and a dot, so the dots of a network's ID are doubled: the network "a.wifi" is not the part "wifi" of "a".
 */
export const profileName = (
  { userId }: Pick<SignInUser, 'userId'>,
  { id }: Pick<Network, 'id'>,
): string => `google-apps-passwords.wifi.${userId}.${id.replaceAll('.', '..')}`;
