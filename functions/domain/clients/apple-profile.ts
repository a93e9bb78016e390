import { stableUuid } from './stable-uuid';

export const APPLE_PROFILE = 'application/x-apple-aspen-config';

/** Bytes that a plist holds as base64. */
export class PlistData {
  readonly base64: string;

  constructor(base64: string) {
    this.base64 = base64;
  }
}

type Plist =
  string | boolean | number | PlistData | readonly Plist[] | { readonly [key: string]: Plist };

/** One item that a profile installs. */
export type AppleProfilePayload = {
  /** Unique within its profile. */
  readonly id: string;
  /** Apple's name, such as `com.apple.eas.account`. */
  readonly type: string;
  readonly name: string;
  readonly keys: Readonly<Record<string, Plist>>;
};

/**
 * An Apple configuration profile (Apple's device-management repository, mdm/profiles). No text in it may hold
 * a control character, which XML can't.
 *
 * UUIDs are derived from the identifier, so a profile with a new password replaces the former one instead of
 * adding a second account. The profile is not signed: an MDM signs what it sends.
 */
export function appleProfile(profile: {
  /** The same for every version of a user's profile. */
  readonly identifier: string;
  readonly name: string;
  readonly payloads: readonly AppleProfilePayload[];
}): string {
  const { identifier, name, payloads } = profile;
  const content: Plist = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: stableUuid(identifier),
    PayloadDisplayName: name,
    PayloadContent: payloads.map((payload) => payloadOf(identifier, payload)),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0">${plist(content)}</plist>`,
    '',
  ].join('\n');
}

/** The UUID of a payload, for another payload of the same profile that refers to it. */
export const payloadUuid = (identifier: string, id: string): string =>
  stableUuid(`${identifier}.${id}`);

const payloadOf = (
  identifier: string,
  { id, type, name, keys }: AppleProfilePayload,
): Readonly<Record<string, Plist>> => ({
  PayloadType: type,
  PayloadVersion: 1,
  PayloadIdentifier: `${identifier}.${id}`,
  PayloadUUID: payloadUuid(identifier, id),
  PayloadDisplayName: name,
  ...keys,
});

function plist(value: Plist): string {
  if (typeof value === 'string') return `<string>${escapeXml(value)}</string>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  if (value instanceof PlistData) return `<data>${value.base64}</data>`;
  if (isArray(value)) return `<array>${value.map(plist).join('')}</array>`;
  const entries = Object.entries(value).map(([key, item]) => `<key>${key}</key>${plist(item)}`);
  return `<dict>${entries.join('')}</dict>`;
}

const isArray = (value: Plist): value is readonly Plist[] => Array.isArray(value);

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
