import { type GoogleState } from './google-state';
import { digestMatches } from './password-digest';
import { type Call, type Received, type Reply } from './reply';
import { type WorkspaceUser } from './user';

/** The path of Exchange ActiveSync on every server that supports it (MS-ASHTTP). */
const ACTIVE_SYNC_PATH = '/Microsoft-Server-ActiveSync';

const PROTOCOL = {
  'ms-server-activesync': '14.1',
  'ms-asprotocolversions': '2.5,12.0,12.1,14.0,14.1',
  'ms-asprotocolcommands':
    'Sync,SendMail,FolderSync,GetItemEstimate,MeetingResponse,Search,Settings,Ping,ItemOperations,Provision',
};

/**
 * The sign-in part of the ActiveSync endpoint. `OPTIONS` describes the protocol. `POST` returns 200 with an
 * empty body if the password is the one that Google holds. It returns 401 if the password is wrong or the
 * user does not exist. It returns 403 if the password is right but the account may not sign in this way: it
 * is suspended or archived, has 2-step verification (which a bare password can't pass), or must change its
 * password first.
 */
export function activeSyncCall(state: GoogleState, received: Received): Call | undefined {
  if (received.path !== ACTIVE_SYNC_PATH) return undefined;
  if (received.method !== 'OPTIONS' && received.method !== 'POST') return undefined;
  const credentials = basicCredentials(received.headers.authorization);
  return {
    operation: 'activesync',
    ...(credentials ? { userKey: credentials.userName } : {}),
    perform: () => signIn(state, received.method, credentials),
  };
}

type Credentials = { readonly userName: string; readonly password: string };

function signIn(state: GoogleState, method: string, credentials: Credentials | undefined): Reply {
  const user = credentials?.userName.includes('@')
    ? state.users.find(credentials.userName)
    : undefined;
  // OPTIONS needs no sign-in: a client asks for the protocol first.
  if (method === 'OPTIONS' && credentials === undefined) return accepted;
  if (!user || !credentials || !digestMatches(user.password, credentials.password)) return refused;
  return blocked(user) ?? accepted;
}

function blocked(user: WorkspaceUser): Reply | undefined {
  if (user.suspended || user.archived) return forbidden('The account is suspended.');
  if (user.isEnrolledIn2Sv || user.isEnforcedIn2Sv) {
    return forbidden('The account uses 2-step verification: a password alone is not enough.');
  }
  if (user.changePasswordAtNextLogin) {
    return forbidden('The user has to choose another password in a browser first.');
  }
  return undefined;
}

const accepted: Reply = {
  status: 200,
  body: '',
  mediaType: 'application/vnd.ms-sync.wbxml',
  headers: PROTOCOL,
};

const refused: Reply = {
  status: 401,
  body: 'Invalid credentials.',
  mediaType: 'text/plain; charset=utf-8',
  headers: { 'www-authenticate': 'Basic realm="Google Sync (simulated)", charset="UTF-8"' },
};

const forbidden = (body: string): Reply => ({
  status: 403,
  body,
  mediaType: 'text/plain; charset=utf-8',
});

/** RFC 7617; a Windows client may put `DOMAIN\` before the address. */
function basicCredentials(header: string | undefined): Credentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const userName = text.slice(0, colon).split('\\').at(-1) ?? '';
  return { userName, password: text.slice(colon + 1) };
}
