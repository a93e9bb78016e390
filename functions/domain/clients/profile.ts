import { type Network } from '../networks/network';
import { androidWifi } from './android-wifi';
import { appleWifi } from './apple-wifi';
import { chromeosWifi } from './chromeos-wifi';
import { type SignInUser } from './client';
import { networkManagerWifi } from './network-manager-wifi';
import { type ProfileFormat } from './profile-format';
import { wpaSupplicantWifi } from './wpa-supplicant-wifi';

const FORMATS = {
  apple: appleWifi,
  chromeos: chromeosWifi,
  android: androidWifi,
  linux: wpaSupplicantWifi,
  networkmanager: networkManagerWifi,
} as const satisfies Record<string, ProfileFormat>;

export type Platform = keyof typeof FORMATS;

export const PLATFORMS = Object.keys(FORMATS) as readonly Platform[];

export const isPlatform = (text: string): text is Platform => Object.hasOwn(FORMATS, text);

export const PROFILE_MEDIA_TYPES: readonly string[] = Object.values(FORMATS).map(
  ({ mediaType }) => mediaType,
);

/** A file with which a device signs in to a network. `data` is in UTF-8 and contains the password. */
export type Profile = {
  readonly mediaType: string;
  readonly fileName: string;
  readonly data: string;
};

/**
 * The profile of a user for a network. Identifiers in it are made from user and network, so that a profile
 * with a new password replaces the former one.
 */
export function profileFor(platform: Platform, user: SignInUser, network: Network): Profile {
  const { mediaType, extension, write } = FORMATS[platform];
  return { mediaType, fileName: `${network.id}${extension}`, data: write(user, network) };
}
