import { checkLdapFiles, type LdapFiles } from '../../domain/configuration/ldap-files';
import { byId, element } from './element';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';

/** The pasted certificate and private key. */
export class LdapTextFields {
  readonly #context: PageContext;
  readonly #certificate = byId('ldap-certificate', HTMLTextAreaElement);
  readonly #privateKey = byId('ldap-private-key', HTMLTextAreaElement);

  constructor(context: PageContext) {
    this.#context = context;
    for (const field of [this.#certificate, this.#privateKey]) {
      field.addEventListener('input', () => {
        mark(field, undefined);
      });
    }
  }

  /** Both texts. If one is missing or wrong, says so and returns `undefined`. */
  read(): LdapFiles | undefined {
    const { pasteCertificate, pasteKey, wrongText, faults } = this.#context.texts.ldapForm;
    const files = { certificate: this.#certificate.value, privateKey: this.#privateKey.value };
    const isMissing = { certificate: isBlank(files.certificate), key: isBlank(files.privateKey) };
    mark(this.#certificate, isMissing.certificate ? pasteCertificate : undefined);
    mark(this.#privateKey, isMissing.key ? pasteKey : undefined);
    if (isMissing.certificate || isMissing.key) return undefined;
    const check = checkLdapFiles(files);
    if (check.kind === 'ok') return check.files;
    mark(check.pointer === '/certificate' ? this.#certificate : this.#privateKey, [
      element('b', {}, wrongText),
      element('span', {}, ` ${faults[check.fault]}`),
    ]);
    return undefined;
  }

  clear(): void {
    for (const field of [this.#certificate, this.#privateKey]) {
      field.value = '';
      mark(field, undefined);
    }
  }

  /** Goes to the first field with a fault. */
  focus(): void {
    const isWrong = (field: HTMLElement): boolean => field.hasAttribute('aria-invalid');
    (isWrong(this.#certificate) ? this.#certificate : this.#privateKey).focus();
  }
}

const isBlank = (text: string): boolean => text.trim() === '';

const mark = (field: HTMLElement, fault: string | readonly HTMLElement[] | undefined): void => {
  markFault(field, byId(`${field.id}-fault`, HTMLElement), fault);
};
