import { openNetwork } from './open-network';
import { type ProfileFormat } from './profile-format';

/**
 * Android: the value of `openNetworkConfiguration` in a policy of the Android Management API. That API knows
 * no `SaveCredentials` and no `UseSystemCAs`, and always behaves as ChromeOS does with both.
 */
export const androidWifi: ProfileFormat = {
  mediaType: 'application/json',
  extension: '.json',
  write: (user, network) => openNetwork(user, network, {}),
};
