import { type LdapFiles, MAX_LDAP_FILES_BYTES } from '../../domain/configuration/ldap-files';
import {
  type ChosenLdapFault,
  type LdapParts,
  type ReadFile,
  sortLdapFiles,
} from '../chosen-ldap-files';
import { announce, byId, element, setText } from './element';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';

/** The chosen certificate and private key. They are read and checked in the browser only. */
export class LdapFilesField {
  readonly #context: PageContext;
  readonly #input = byId('ldap-files', HTMLInputElement);
  readonly #fault = byId('ldap-files-fault', HTMLElement);
  #parts: LdapParts = {};

  constructor(context: PageContext) {
    this.#context = context;
    this.#input.addEventListener('change', () => void this.#choose());
  }

  /** Both files. If one is missing, says which and returns `undefined`. */
  read(): LdapFiles | undefined {
    const { certificate, privateKey } = this.#parts;
    if (certificate && privateKey) {
      return { certificate: certificate.text, privateKey: privateKey.text };
    }
    if (this.#fault.hidden) markFault(this.#input, this.#fault, this.#missing());
    return undefined;
  }

  clear(): void {
    this.#input.value = '';
    this.#show({}, undefined);
  }

  focus(): void {
    this.#input.focus();
  }

  #missing(): string | undefined {
    const { bothNeeded, keyNeeded, certificateNeeded } = this.#context.texts.ldapForm;
    const { certificate, privateKey } = this.#parts;
    if (certificate && privateKey) return undefined;
    if (certificate) return keyNeeded;
    return privateKey ? certificateNeeded : bothNeeded;
  }

  async #choose(): Promise<void> {
    const files = [...(this.#input.files ?? [])];
    if (files.length === 0) return;
    try {
      const sorted = sortLdapFiles(await Promise.all(files.map(readFile)), this.#parts);
      if (sorted.kind === 'fault') this.#show({}, this.#wrong(sorted.fault, sorted.name));
      else {
        this.#show(sorted.parts, undefined);
        markFault(this.#input, this.#fault, this.#missing());
      }
    } catch {
      this.#show({}, [element('span', {}, this.#context.texts.ldapForm.unreadableFile)]);
    }
    // The field refers to no file any more, and takes the same file again.
    this.#input.value = '';
    announce(this.#fault.hidden ? this.#good().join('. ') : this.#fault.textContent);
  }

  #wrong(fault: ChosenLdapFault, name: string): HTMLElement[] {
    const { wrongFile, faults } = this.#context.texts.ldapForm;
    const file = element('span', { class: 'file-name' }, name);
    return [element('b', {}, wrongFile), file, element('span', {}, faults[fault])];
  }

  #good(): string[] {
    const { goodCertificate, goodKey } = this.#context.texts.ldapForm;
    const { certificate, privateKey } = this.#parts;
    return [
      ...(certificate ? [goodCertificate(certificate.name)] : []),
      ...(privateKey ? [goodKey(privateKey.name)] : []),
    ];
  }

  #show(parts: LdapParts, fault: readonly HTMLElement[] | undefined): void {
    const { goodCertificate, goodKey } = this.#context.texts.ldapForm;
    const { certificate, privateKey } = parts;
    this.#parts = parts;
    markFault(this.#input, this.#fault, fault);
    setText(
      byId('ldap-files-certificate', HTMLElement),
      certificate && goodCertificate(certificate.name),
    );
    setText(byId('ldap-files-key', HTMLElement), privateKey && goodKey(privateKey.name));
    byId('ldap-files-none', HTMLElement).hidden = Boolean(certificate ?? privateKey ?? fault);
  }
}

/** A file that is larger than both files may be is not read. */
const readFile = async (file: File): Promise<ReadFile> => ({
  name: file.name,
  bytes: new Uint8Array(await file.slice(0, MAX_LDAP_FILES_BYTES + 1).arrayBuffer()),
});
