import { createHash } from 'node:crypto';
import { type ActiveSyncSettings } from './activesync-settings';

type Plist = string | boolean | number | readonly Plist[] | { readonly [key: string]: Plist };

/**
 * An Apple configuration profile with one `com.apple.eas.account` payload (keys: Apple's
 * device-management repository, mdm/profiles/com.apple.eas.account.yaml).
 *
 * Identifiers and UUIDs depend on the user only, so a profile with a new password replaces the one
 * before instead of adding a second account. The profile is not signed: an MDM signs what it sends.
 */
export function appleProfile(settings: ActiveSyncSettings, userId: string): string {
  const identifier = `google-apps-passwords.activesync.${userId}`;
  const payload: Plist = {
    PayloadType: 'com.apple.eas.account',
    PayloadVersion: 1,
    PayloadIdentifier: `${identifier}.account`,
    PayloadUUID: uuidOf(`${identifier}.account`),
    PayloadDisplayName: settings.emailAddress,
    Host: settings.host,
    SSL: settings.ssl,
    EmailAddress: settings.emailAddress,
    UserName: settings.userName,
    Password: settings.password,
    OverridePreviousPassword: true, // iOS 14: a rotated password replaces the one the device keeps
  };
  const profile: Plist = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuidOf(identifier),
    PayloadDisplayName: `Google (${settings.emailAddress})`,
    PayloadContent: [payload],
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0">${plist(profile)}</plist>`,
    '',
  ].join('\n');
}

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

/** A UUID that is the same each time: RFC 9562 version 8, made from a SHA-256. */
function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex').toUpperCase();
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
