import { type Server } from 'node:http';
import request, { type Response } from 'supertest';
import { asCaller } from '../fakes/iam-caller';

export const CALLS = ['issue', 'read', 'activesync', 'rotate', 'revoke', 'forget'] as const;
export type Call = (typeof CALLS)[number];

/** A call by a caller with a name of its own. `key` is an address or an id. */
export function callAs(server: Server, call: Call, key: string): Promise<Response> {
  const path = `/v1/users/${key}/${call === 'activesync' ? call : 'password'}`;
  const sent = request(server);
  const asked = {
    issue: () => sent.put(path),
    read: () => sent.get(path),
    activesync: () => sent.get(path),
    rotate: () => sent.post(`${path}/rotation`),
    revoke: () => sent.delete(path),
    forget: () => sent.delete(`${path}?keepAtGoogle=true`),
  }[call]();
  return Promise.resolve(asked.set(asCaller({ email: callerOf(call) })));
}

export const callerOf = (call: Call): string => `${call}@example.com`;
