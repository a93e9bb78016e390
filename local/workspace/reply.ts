import { type IncomingHttpHeaders } from 'node:http';

/** A call as received, with its body read. `path` is below the mount point and still percent-encoded. */
export type Received = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** What Google would answer. */
export type Reply = {
  readonly status: number;
  readonly body: string;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The names by which faults, latency and statistics refer to calls. */
export const OPERATIONS = [
  'token',
  'users.get',
  'users.list',
  'users.update',
  'users.patch',
  'signJwt',
  'activesync',
  'activities.list',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A call that was understood. `perform` has the effect and returns the answer, synchronously. */
export type Call = {
  readonly operation: Operation;
  /** The user that the call is about, for faults that name a user. */
  readonly userKey?: string;
  /** The admin that a Directory call acts as. Quota is counted for each admin. */
  readonly quotaUser?: string;
  readonly perform: () => Reply;
};

export const jsonReply = (status: number, value: unknown): Reply => ({
  status,
  body: JSON.stringify(value),
});

/** What Google's front end shows for an unknown address. */
export const nothingHere: Reply = {
  status: 404,
  mediaType: 'text/html; charset=UTF-8',
  body: '<!DOCTYPE html>\n<html lang=en><title>Error 404 (Not Found)!!1</title><p>The requested URL was not found on this server.\n',
};

/** The token of `Authorization: Bearer …`, if any. */
export function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  const value = headers.authorization;
  return value?.startsWith('Bearer ') ? value.slice('Bearer '.length) : undefined;
}

/** The parsed body if it is a JSON object. */
export function jsonObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
