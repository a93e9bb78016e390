import { readFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { chooseLanguage } from '../../functions/page/language';
import { type SimulatedWorkspace } from '../workspace/simulated-workspace';
import { CUSTOMER_ID, type WorkspaceUser } from '../workspace/user';
import { troubleNow } from './trouble-now';
import { tryDocument } from './try-document';

/** Answers a request for this page or one of its files. Returns whether it did. */
export type TryHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

type Content = {
  readonly mediaType: string;
  readonly data: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Only our own script, style and calls: nothing inline, no frame, nothing from other origins. */
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** How many users are offered: the special users and some more. */
const OFFERED_USERS = 30;

/**
 * The page at `/local` for trying the main job: download the key file, connect, issue a password, sign a
 * device in. `ldapUrl` is the simulated Secure LDAP server's. It calls `/v1/`, `/google/control/`,
 * `/local/wifi-sign-in` and `/Microsoft-Server-ActiveSync` on its own origin.
 */
export function tryPage(workspace: SimulatedWorkspace, ldapUrl: string): TryHandler {
  const files = once(browserFiles);
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname !== '/local' && !url.pathname.startsWith('/local/')) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      send(request, response, 405, {
        mediaType: 'text/plain',
        data: '',
        headers: { allow: 'GET' },
      });
      return true;
    }
    const content = contentOf(
      { workspace, ldapUrl, files },
      url,
      request.headers['accept-language'],
    );
    const nothing = { mediaType: 'text/plain; charset=utf-8', data: 'Nothing here. See /local.\n' };
    send(request, response, content ? 200 : 404, content ?? nothing);
    return true;
  };
}

type Parts = {
  readonly workspace: SimulatedWorkspace;
  readonly ldapUrl: string;
  readonly files: () => BrowserFiles;
};

function contentOf(
  { workspace, ldapUrl, files }: Parts,
  url: URL,
  acceptLanguage: string | undefined,
): Content | undefined {
  switch (url.pathname) {
    case '/local':
    case '/local/':
      return page(workspace, ldapUrl, url, acceptLanguage);
    case '/local/try.css':
      return { mediaType: 'text/css; charset=utf-8', data: files().style };
    case '/local/try.js':
      return { mediaType: 'text/javascript; charset=utf-8', data: files().script };
    case '/local/service-account-key.json':
      return {
        mediaType: 'application/json; charset=utf-8',
        data: `${JSON.stringify(workspace.keyFile(), null, 2)}\n`,
        headers: { 'content-disposition': 'attachment; filename="service-account-key.json"' },
      };
    case '/local/ldap-client.crt': {
      const { certificate, fileName } = workspace.ldapCertificate();
      return pemFile(certificate, `${fileName}.crt`);
    }
    case '/local/ldap-client.key': {
      const { privateKey, fileName } = workspace.ldapCertificate();
      return pemFile(privateKey, `${fileName}.key`);
    }
    case '/local/ldap-ca.crt':
      return pemFile(workspace.ldap.serverCertificates.authority, 'ldap-ca.crt');
    default:
      return undefined;
  }
}

const pemFile = (data: string, fileName: string): Content => ({
  mediaType: 'application/x-pem-file',
  data,
  headers: { 'content-disposition': `attachment; filename="${fileName}"` },
});

function page(
  workspace: SimulatedWorkspace,
  ldapUrl: string,
  url: URL,
  acceptLanguage: string | undefined,
): Content {
  const language = chooseLanguage(url.searchParams.get('lang') ?? undefined, acceptLanguage);
  const { keyAccount, state } = workspace.google;
  const facts = {
    language,
    adminUsername: workspace.adminUsername,
    clientId: keyAccount.clientId,
    clientIds: state.serviceAccounts.map(({ clientId }) => clientId),
    serviceAccounts: state.serviceAccounts.map(({ email }) => email),
    haveRole: state.serviceAccounts.every(({ adminRole }) => adminRole.privileges.length > 0),
    customerId: CUSTOMER_ID,
    users: firstUsers(workspace),
    trouble: troubleNow(workspace),
    ldapUrl,
  };
  return {
    mediaType: 'text/html; charset=utf-8',
    data: tryDocument(facts),
    headers: { 'content-language': language, vary: 'Accept-Language' },
  };
}

const firstUsers = (workspace: SimulatedWorkspace): readonly WorkspaceUser[] =>
  workspace.google.state.users.page(0, OFFERED_USERS, () => true).users;

type BrowserFiles = { readonly script: string; readonly style: string };

/** Bundled at the first request: this page runs only from a checkout. */
function browserFiles(): BrowserFiles {
  const bundle = buildSync({
    entryPoints: [join(__dirname, 'browser', 'main.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  });
  const style = readFileSync(join(__dirname, 'try.css'), 'utf8');
  return { script: bundle.outputFiles[0]?.text ?? '', style };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  { mediaType, data, headers }: Content,
): void {
  response.writeHead(status, {
    ...SECURITY,
    'content-type': mediaType,
    'content-length': Buffer.byteLength(data),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : data);
}
