import { createPrivateKey, sign } from 'node:crypto';
import { z } from 'zod';
import { type Credential } from '../../domain/configuration/configuration';
import { type GoogleFailure } from '../../domain/google-failure';
import { Secret } from '../../domain/secret';
import { parseServiceAccountKey } from '../../domain/configuration/service-account-key';
import { type EpochMs } from '../../domain/time';
import { type KeyVault } from '../../ports/key-vault';
import { exchange } from '../http/exchange';
import { parseJson } from '../http/parse-json';
import { failureOf } from './google-error';
import { signingFailure } from './token-error';
import { unlessAborted } from '../deadline';

/** Always Google's own URL, wherever the assertion is sent: it names the recipient. */
const AUDIENCE = 'https://oauth2.googleapis.com/token';

/** Google's upper limit. */
const ASSERTION_LIFE_SECONDS = 3600;

/** The assertion is dated back by this much, so that a clock slightly ahead of Google's does no harm. */
const SET_BACK_SECONDS = 30;

/**
 * A signed statement that we are the service account and act as the administrator, or as ourselves. Anyone who holds it can
 * get a token.
 */
export type Assertion =
  | { readonly kind: 'ok'; readonly jwt: Secret }
  | { readonly kind: 'failed'; readonly failure: GoogleFailure };

export type Signers = {
  readonly keys: KeyVault;
  /** Our own token for IAM Credentials. May throw. */
  readonly keylessBearer: () => Promise<string>;
  readonly iamCredentialsRootUrl: string;
};

export type Claims = {
  readonly iss: string;
  /** Absent: the service account acts as itself. */
  readonly sub?: string;
  readonly scope: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
};

/** For what, and the administrator to act as; `undefined`: the service account acts as itself. */
export type Acting = { readonly adminUsername: string | undefined; readonly scope: string };

/** RFC 7523; https://developers.google.com/identity/protocols/oauth2/service-account. */
export function claimsFor(issuer: string, { adminUsername, scope }: Acting, now: EpochMs): Claims {
  const iat = Math.floor(now / 1000) - SET_BACK_SECONDS;
  return {
    iss: issuer,
    ...(adminUsername === undefined ? {} : { sub: adminUsername }),
    scope,
    aud: AUDIENCE,
    iat,
    exp: iat + ASSERTION_LIFE_SECONDS,
  };
}

/** Signs with the key from the vault. */
export async function signWithKey(
  { keys }: Signers,
  credential: Extract<Credential, { kind: 'key' }>,
  acting: Acting,
  now: EpochMs,
): Promise<Assertion> {
  const file = await keys.read(credential.keyVersion);
  const parsed = file && parseServiceAccountKey(parseJson(file.reveal()));
  if (parsed?.kind !== 'ok') return { kind: 'failed', failure: { code: 'key-unreadable' } };
  const { clientEmail, keyId, privateKey } = parsed.key;
  const header = { alg: 'RS256', typ: 'JWT', ...(keyId === '' ? {} : { kid: keyId }) };
  const content = `${base64url(header)}.${base64url(claimsFor(clientEmail, acting, now))}`;
  const signature = sign('RSA-SHA256', Buffer.from(content), createPrivateKey(privateKey.reveal()));
  return { kind: 'ok', jwt: new Secret(`${content}.${signature.toString('base64url')}`) };
}

const SignedJwt = z.object({ signedJwt: z.string().min(1) });

/**
 * Lets IAM Credentials sign for the delegated service account (`projects.serviceAccounts.signJwt`). No key
 * exists.
 */
export async function signKeyless(
  { keylessBearer, iamCredentialsRootUrl }: Signers,
  credential: Extract<Credential, { kind: 'keyless' }>,
  claims: Claims,
  signal: AbortSignal,
): Promise<Assertion> {
  // The error may quote our own credentials, so it is not passed on.
  const bearer = await unlessAborted(keylessBearer(), signal).catch(() => undefined);
  if (bearer === undefined) return { kind: 'failed', failure: { code: 'signing-refused' } };
  const account = encodeURIComponent(credential.serviceAccount).replace('%40', '@');
  const path = `/v1/projects/-/serviceAccounts/${account}:signJwt`;
  const reply = await exchange(new URL(iamCredentialsRootUrl.replace(/\/+$/, '') + path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ payload: JSON.stringify(claims) }),
    signal,
  });
  if (reply?.status !== 200) return { kind: 'failed', failure: signingFailure(reply) };
  const body = SignedJwt.safeParse(parseJson(reply.text));
  return body.success
    ? { kind: 'ok', jwt: new Secret(body.data.signedJwt) }
    : { kind: 'failed', failure: failureOf('no-answer', reply) };
}

const base64url = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
