import { createPublicKey, verify } from 'node:crypto';
import { Secret } from '../../../functions/domain/secret';
import { type Connected, connectedTo, directoryOf, KEYLESS } from '../../fakes/google-connection';
import { type Script, ScriptedGoogle, type Seen } from '../../fakes/scripted-google';
import { KEY_FILE, PUBLIC_PEM } from '../../fixtures/key-files';

/** A token endpoint that numbers its tokens, and a directory that accepts only the tokens it is told to. */
const server = new ScriptedGoogle((call) => answer(call));
let minted = 0;
let expiresIn: number;
let takes: (token: string) => boolean;

function answer(call: Seen): Script {
  if (call.url === '/token') {
    minted += 1;
    return { body: JSON.stringify({ access_token: `token-${minted}`, expires_in: expiresIn }) };
  }
  if (call.url.endsWith(':signJwt')) return { body: '{"keyId":"1","signedJwt":"signed.by.iam"}' };
  if (takes(String(call.headers.authorization))) {
    return { body: '{"id":"1001","primaryEmail":"somebody@example.com"}' };
  }
  return { status: 401, body: '{"error":{"code":401,"errors":[{"reason":"authError"}]}}' };
}

let root: string;
let connected: Connected;
beforeAll(async () => {
  root = await server.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  minted = 0;
  expiresIn = 3599;
  takes = () => true;
  server.calls.length = 0;
  server.answer = answer;
  connected = await connectedTo(root);
});

const tokenCalls = (): Seen[] => server.calls.filter(({ url }) => url === '/token');
const part = (jwt: string, index: number): unknown =>
  JSON.parse(Buffer.from(jwt.split('.')[index]!, 'base64url').toString());
const find = async (): Promise<string> => {
  const found = await (await directoryOf(connected)).findUser('somebody@example.com');
  return found.kind === 'ok' ? found.value.primaryEmail : found.failure.code;
};

describe('the assertion that is exchanged for a token', () => {
  it('is signed with the key, for Google, as the admin, and for an hour', async () => {
    await directoryOf(connected);
    const form = new URLSearchParams(tokenCalls()[0]!.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const jwt = form.get('assertion')!;
    expect(part(jwt, 0)).toStrictEqual({
      alg: 'RS256',
      typ: 'JWT',
      kid: '0123456789abcdef0123456789abcdef01234567',
    });
    const iat = Math.floor(connected.clock.now() / 1000) - 30;
    expect(part(jwt, 1)).toStrictEqual({
      iss: 'passwords@example-project.iam.gserviceaccount.com',
      sub: 'admin@example.com',
      scope: 'https://www.googleapis.com/auth/admin.directory.user',
      aud: 'https://oauth2.googleapis.com/token',
      iat,
      exp: iat + 3600,
    });
    const [header, claims, signature] = jwt.split('.');
    const signed = Buffer.from(`${header!}.${claims!}`);
    const key = createPublicKey(PUBLIC_PEM);
    expect(verify('RSA-SHA256', signed, key, Buffer.from(signature!, 'base64url'))).toBe(true);
  });

  it('never goes to the key file’s token_uri', async () => {
    const file = { ...KEY_FILE, token_uri: `${root}stolen` };
    const keyVersion = await connected.keys.add(new Secret(JSON.stringify(file)));
    const { credential } = connected.connection;
    await connected.google.connect({
      adminUsername: 'admin@example.com',
      credential: { ...credential, keyVersion } as typeof credential,
    });
    expect(server.calls.map(({ url }) => url)).toStrictEqual(['/token']);
  });

  it('is signed by IAM Credentials when there is no key', async () => {
    const answered = await connected.google.connect(KEYLESS);
    expect(answered.kind).toBe('ok');
    const [signing, token] = server.calls;
    expect(signing!.url).toBe(
      '/v1/projects/-/serviceAccounts/runtime@example-project.iam.gserviceaccount.com:signJwt',
    );
    expect(signing!.headers.authorization).toBe('Bearer runtime-token');
    const { payload } = JSON.parse(signing!.body) as { payload: string };
    expect(JSON.parse(payload)).toMatchObject({
      iss: 'runtime@example-project.iam.gserviceaccount.com',
      sub: 'admin@example.com',
      aud: 'https://oauth2.googleapis.com/token',
    });
    expect(new URLSearchParams(token!.body).get('assertion')).toBe('signed.by.iam');
  });

  it('is not made when our own sign-in fails; that error is not exposed', async () => {
    const failing = await connectedTo(root, {
      keylessBearer: () => Promise.reject(new Error('CANARY')),
    });
    expect(await failing.google.connect(KEYLESS)).toStrictEqual({
      kind: 'failed',
      failure: { code: 'signing-refused' },
    });
    expect(server.calls).toHaveLength(0);
  });

  it.each<[string, (version: string) => Promise<string>]>([
    ['is disabled', (version) => connected.keys.disable(version).then(() => version)],
    ['is destroyed', (version) => connected.keys.destroy(version).then(() => version)],
    ['never was', () => Promise.resolve('77')],
    ['holds no key file', () => connected.keys.add(new Secret('{"type":"service_account"}'))],
    ['holds no JSON', () => connected.keys.add(new Secret('-----BEGIN'))],
  ])('is not made from a key version that %s', async (_name, version) => {
    const { credential } = connected.connection;
    if (credential.kind !== 'key') throw new Error('a key was expected');
    const keyVersion = await version(credential.keyVersion);
    expect(
      await connected.google.connect({
        adminUsername: 'admin@example.com',
        credential: { ...credential, keyVersion },
      }),
    ).toStrictEqual({ kind: 'failed', failure: { code: 'key-unreadable' } });
    expect(server.calls).toHaveLength(0);
  });
});

describe('a token', () => {
  it('serves until five minutes before it expires', async () => {
    await directoryOf(connected);
    connected.clock.advance(3_298_000);
    await directoryOf(connected);
    expect(tokenCalls()).toHaveLength(1);
    connected.clock.advance(2_000);
    await directoryOf(connected);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('with a short lifetime serves for half of it', async () => {
    expiresIn = 60;
    await directoryOf(connected);
    connected.clock.advance(29_000);
    await directoryOf(connected);
    expect(tokenCalls()).toHaveLength(1);
    connected.clock.advance(1_000);
    await directoryOf(connected);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('is requested once for any number of waiting callers', async () => {
    await Promise.all(Array.from({ length: 40 }, find));
    expect(tokenCalls()).toHaveLength(1);
  });

  it.each<[string, string]>([
    [
      'an unknown account',
      '{"error":"invalid_grant","error_description":"Invalid grant: account not found"}',
    ],
    ['a wrong signature', '{"error":"invalid_grant","error_description":"Invalid JWT Signature."}'],
    ['no reason', '{"error":"invalid_grant"}'],
  ])('is requested again after Google answers %s', async (_name, body) => {
    const random: Script[] = [{ status: 400, body }];
    server.answer = (call) => random.shift() ?? answer(call);
    expect(await find()).toBe('somebody@example.com');
    expect(tokenCalls()).toHaveLength(2);
    expect(connected.logged).toStrictEqual([]);
  });

  it('is requested only once when the refusal is permanent', async () => {
    server.answer = () => ({ status: 401, body: '{"error":"unauthorized_client"}' });
    const answered = await connected.google.connect(connected.connection);
    expect(answered).toMatchObject({ failure: { code: 'delegation-missing' } });
    expect(tokenCalls()).toHaveLength(1);
  });

  it('of one admin is not another’s', async () => {
    await connected.google.connect(connected.connection);
    await connected.google.connect({ ...connected.connection, adminUsername: 'b@example.com' });
    expect(tokenCalls()).toHaveLength(2);
  });

  it('refused by Google is replaced once, and the call is repeated', async () => {
    takes = (token) => token === 'Bearer token-2';
    expect(await find()).toBe('somebody@example.com');
    expect(tokenCalls()).toHaveLength(2);
    expect(await find()).toBe('somebody@example.com');
    expect(tokenCalls()).toHaveLength(2);
  });

  it('refused by Google is replaced once for all calls that used it', async () => {
    const directory = await directoryOf(connected);
    takes = (token) => token === 'Bearer token-2';
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => directory.findUser('somebody@example.com')),
    );
    expect(answers.every(({ kind }) => kind === 'ok')).toBe(true);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('refused twice by Google is not replaced again', async () => {
    takes = () => false;
    expect(await find()).toBe('token-refused');
    expect(server.calls.filter(({ url }) => url !== '/token')).toHaveLength(2);
  });

  it('refused by Google is not kept: the next call requests another', async () => {
    takes = (token) => token === 'Bearer token-3';
    expect(await find()).toBe('token-refused');
    expect(await find()).toBe('somebody@example.com');
  });

  it('is requested afresh by a verification, and then kept', async () => {
    await directoryOf(connected);
    const { directory, googleTime } = await connected.google.signIn(connected.connection);
    expect(directory.kind).toBe('ok');
    expect(Math.abs(googleTime! - connected.clock.now())).toBeLessThan(5_000);
    await directoryOf(connected);
    expect(tokenCalls()).toHaveLength(2);
  });
});
