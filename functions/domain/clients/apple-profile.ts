import { createHash } from 'node:crypto';

export const APPLE_PROFILE = 'application/x-apple-aspen-config';

type Plist = string | boolean | number | readonly Plist[] | { readonly [key: string]: Plist };

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
 * An Apple configuration profile (Apple's device-management repository, mdm/profiles).
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
    PayloadUUID: uuidOf(identifier),
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

const payloadOf = (
  identifier: string,
  { id, type, name, keys }: AppleProfilePayload,
): Readonly<Record<string, Plist>> => ({
  PayloadType: type,
  PayloadVersion: 1,
  PayloadIdentifier: `${identifier}.${id}`,
  PayloadUUID: uuidOf(`${identifier}.${id}`),
  PayloadDisplayName: name,
  ...keys,
});

function plist(value: Plist): string {
  if (typeof value === 'string') return `<string>${escapeXml(value)}</string>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  if (isArray(value)) return `<array>${value.map(plist).join('')}</array>`;
  const entries = Object.entries(value).map(([key, item]) => `<key>${key}</key>${plist(item)}`);
  return `<dict>${entries.join('')}</dict>`;
}

const isArray = (value: Plist): value is readonly Plist[] => Array.isArray(value);

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A reproducible UUID: RFC 9562 version 8, derived from a SHA-256. */
function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex').toUpperCase();
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
