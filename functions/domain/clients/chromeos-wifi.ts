import { openNetwork } from './open-network';
import { type ProfileFormat } from './profile-format';

/**
 * ChromeOS. A password is kept only with `SaveCredentials`, and authorities of the system would do as well as
 * those of the network without `UseSystemCAs: false`.
 */
export const chromeosWifi: ProfileFormat = {
  mediaType: 'application/x-onc',
  extension: '.onc',
  write: (user, network) =>
    openNetwork(user, network, { SaveCredentials: true, UseSystemCAs: false }),
};
