import { z } from 'zod';
import { visibleOnly } from './domain/visible-text';

// The kinds of values that environment variables have. A message completes a sentence that begins with the
// name of the variable.

/** Text of this pattern. `what` completes the message "must be …". */
export const matching = (pattern: RegExp, what: string) =>
  z.string().regex(pattern, `must be ${what}`);

/** A resource name, such as `projects/{project}/topics/{topic}`. */
export const resource = (name: string) =>
  matching(new RegExp(`^${name.replaceAll(/\{\w+\}/g, '[^/\\s]+')}$`), name);

export const url = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an address that begins with https:// (or http:// for a fake)',
  );

/** Where to bind at Secure LDAP. */
export const ldapsUrl = matching(
  /^ldaps:\/\/(\[[0-9a-f:]+\]|[^\s/:@?#[\]]+)(:\d{1,5})?\/?$/i,
  'an address that begins with ldaps:// and holds no more than a host and a port',
);

export const hostName = matching(/^[a-z0-9.-]+$/i, 'the name of a host');

export const hostAndPort = matching(
  /^[^\s/:]+:\d{1,5}$/,
  'a host and a port, such as 127.0.0.1:8080',
);

export const wholeNumber = (least: number, most: number) => {
  const what = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error: what, abort: true })
    .transform(Number)
    .refine((number) => number >= least && number <= most, what);
};

export const EMAIL = /^[^\s@,]+@[^\s@,]+$/;

const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((item) => visibleOnly(item).toLowerCase())
    .filter((item) => item !== '');

export const addresses = z
  .string()
  .transform(listOf)
  .refine(
    (list) => list.every((address) => EMAIL.test(address)),
    'must be email addresses, separated by commas',
  );

/** `domain:` and a domain: everybody whose address is in exactly that domain. */
const DOMAIN_MEMBER = /^domain:[^\s@:]+\.[^\s@:]+$/;

/** Lower-case addresses and `domain:…` entries. */
export const selfServiceMembers = z
  .string()
  .transform(listOf)
  .refine(
    (list) => list.every((member) => EMAIL.test(member) || DOMAIN_MEMBER.test(member)),
    'must be email addresses, or domain: and a domain such as domain:example.com, separated by commas',
  );
