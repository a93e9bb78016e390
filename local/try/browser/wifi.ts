import { type BindFailure } from '../../../functions/domain/proofs/bind-failure';
import { type TryTexts } from '../try-texts';
import { type Verdict } from './sign-in-card';

/** What `POST /local/wifi-sign-in` tells of a bind. */
type Bound =
  | { readonly result: 'works' | 'refused' }
  | { readonly result: 'unknown'; readonly code: BindFailure };

/** LDAP's result codes for the failures that have one of their own. */
const CODES: Readonly<Partial<Record<BindFailure, number>>> = {
  'ldap-quota': 11,
  'ldap-name': 34,
  'ldap-certificate': 48,
  'ldap-not-allowed': 50,
  'ldap-busy': 51,
  'ldap-unavailable': 52,
  'ldap-unwilling': 53,
};

/** Signs in as a laptop does at a Wi-Fi whose RADIUS server binds. The code is LDAP's. */
export async function wifiSignIn(
  { wifi, signIn, bindFailures }: TryTexts,
  userName: string,
  password: string,
): Promise<Verdict> {
  const bound = await bind(userName, password);
  if (bound === 'incomplete') return { accepted: false, text: wifi.incomplete };
  switch (bound?.result) {
    case 'works':
      return { accepted: true, code: 0, text: signIn.accepted };
    case 'refused':
      return { accepted: false, code: 49, text: wifi.refused };
    case 'unknown':
      return { accepted: false, code: CODES[bound.code], text: bindFailures[bound.code] };
    case undefined:
      return { accepted: false, text: signIn.failed };
  }
}

async function bind(userName: string, password: string): Promise<Bound | 'incomplete' | undefined> {
  try {
    const response = await fetch('/local/wifi-sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password }),
    });
    if (response.status === 400) return 'incomplete';
    return response.ok ? ((await response.json()) as Bound) : undefined;
  } catch {
    return undefined;
  }
}
