import { type TryTexts } from '../try-texts';
import { type Verdict } from './sign-in-card';

/** Signs in as a phone does, at the ActiveSync endpoint. The code is the HTTP status. */
export async function activeSyncSignIn(
  { device, signIn }: TryTexts,
  userName: string,
  password: string,
): Promise<Verdict> {
  const status = await activeSyncStatus(userName, password);
  const known: Readonly<Record<number, string>> = {
    200: signIn.accepted,
    401: device.refused,
    403: device.blocked,
  };
  return { accepted: status === 200, code: status, text: known[status ?? 0] ?? signIn.failed };
}

/** `credentials: 'omit'` prevents the browser's own password prompt after a 401. */
async function activeSyncStatus(userName: string, password: string): Promise<number | undefined> {
  const bytes = new TextEncoder().encode(`${userName}:${password}`);
  const credentials = btoa(String.fromCharCode(...bytes));
  try {
    const response = await fetch('/Microsoft-Server-ActiveSync?Cmd=FolderSync', {
      method: 'POST',
      credentials: 'omit',
      headers: { authorization: `Basic ${credentials}` },
    });
    return response.status;
  } catch {
    return undefined;
  }
}
