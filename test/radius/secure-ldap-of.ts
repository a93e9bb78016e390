import { type Started } from '../local/started-service';
import { type LdapAccess } from './raddb';

/** What the service started with `npm start` gives out for its simulated Secure LDAP, with no quota on binds. */
export async function secureLdapOf({ url, printed }: Started): Promise<LdapAccess> {
  const control = async (method: string, path: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const request = { method, headers, body: JSON.stringify(body) };
    return (await fetch(`${url}/google/control/${path}`, request)).json();
  };
  const file = async (name: string): Promise<string> =>
    (await fetch(`${url}/local/${name}`)).text();
  await control('PUT', 'ldap', { bindsPerSecond: null });
  const port = /Secure LDAP +ldaps:\/\/127\.0\.0\.1:(\d+)/.exec(printed())![1]!;
  return {
    url: `ldaps://localhost:${port}`, // OpenLDAP sends SNI with a host name only
    ca: await file('ldap-ca.crt'),
    certificate: await file('ldap-client.crt'),
    privateKey: await file('ldap-client.key'),
    ...((await control('POST', 'ldap/credentials', {})) as Pick<
      LdapAccess,
      'userName' | 'password'
    >),
  };
}
