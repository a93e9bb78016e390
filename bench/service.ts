import packageJson from '../package.json';
import { newFolder } from './disk';
import { ADMIN, type Google, type GoogleUser } from './google';
import { callHttp, callJson, type HttpAnswer } from './http-call';
import { OwnProcess } from './own-process';

const [, ...START] = packageJson.scripts.start.split(' ');

/** What `npm start` runs, in its own process, connected to a simulated Google in another process. */
export class Service {
  readonly url: string;
  readonly process: OwnProcess;

  private constructor(url: string, process: OwnProcess) {
    this.url = url;
    this.process = process;
  }

  static async start(google: Google, env: Readonly<Record<string, string>> = {}): Promise<Service> {
    const process = new OwnProcess('the service', START, {
      env: {
        PORT: '0',
        LOCAL_DATA_DIR: newFolder(),
        GOOGLE_TOKEN_URL: `${google.url}/token`,
        GOOGLE_ADMIN_ROOT_URL: `${google.url}/`,
        GOOGLE_IAMCREDENTIALS_ROOT_URL: `${google.url}/`,
        ...env,
      },
    });
    const [, url] = await process.printed(/To begin: {2}curl (http:\S+)\/v1\/configuration/);
    const service = new Service(url!, process);
    await service.#connect(google);
    return service;
  }

  issue({ id }: GoogleUser): Promise<HttpAnswer> {
    return callHttp({ method: 'PUT', url: `${this.url}/v1/users/${id}/password` });
  }

  prove({ id }: GoogleUser): Promise<HttpAnswer> {
    return callHttp({ method: 'POST', url: `${this.url}/v1/users/${id}/password/proof` });
  }

  /** Uploads the certificate and the key of an LDAP client. */
  async connectSecureLdap(files: {
    readonly certificate: string;
    readonly privateKey: string;
  }): Promise<void> {
    await callJson('PUT', `${this.url}/v1/secure-ldap`, files, {
      'content-type': 'application/vnd.google-apps-passwords.configuration+json',
    });
  }

  /** The password that it returns for the user; undefined if there is none. */
  async passwordOf({ id }: GoogleUser): Promise<string | undefined> {
    const answer = await callHttp({ method: 'GET', url: `${this.url}/v1/users/${id}/password` });
    if (answer.status !== 200) return undefined;
    return (JSON.parse(answer.text) as { password: string }).password;
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  async #connect(google: Google): Promise<void> {
    const saved = (await callJson(
      'PUT',
      `${this.url}/v1/configuration`,
      { adminUsername: ADMIN, serviceAccountKey: await google.keyFile() },
      { 'content-type': 'application/vnd.google-apps-passwords.configuration+json' },
    )) as { verification: { state: string } };
    if (saved.verification.state !== 'ok') throw new Error('The service could not be connected.');
  }
}
