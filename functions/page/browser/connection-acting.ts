import { type ConfigurationAnswer, type ConfigurationChange } from '../../api/configuration';
import { type FieldError } from '../../api/problem';
import { isAddress, readAdminUsername } from '../../domain/configuration/admin-username';
import { isCustomerId, readCustomerId } from '../../domain/configuration/customer-id';
import { byId } from './element';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';

/** Whom this service acts as, as a save sends it. */
export type Acting = Pick<ConfigurationChange, 'adminUsername' | 'delegation' | 'customerId'>;

/** Whom a saved connection acts as; absent: there is none. */
export function actingOf({
  configured,
  delegation,
  adminUsername,
  customerId,
}: ConfigurationAnswer): Acting | undefined {
  if (!configured) return undefined;
  if (delegation !== false) return { adminUsername };
  return { delegation: false, customerId };
}

/** The part of the address that chooses the safer way, where step 2 ends with it. */
const OWN_ROLE = '#own-role';

/**
 * Panel 3's choice of a way: as an administrator, by the delegation, or by an administrator role of the
 * service account itself. Each way has one field.
 */
export class ConnectionActing {
  readonly #context: PageContext;
  readonly #admin = byId('admin-username', HTMLInputElement);
  readonly #customer = byId('customer-id', HTMLInputElement);
  readonly #adminFault = byId('admin-username-fault', HTMLElement);
  readonly #customerFault = byId('customer-id-fault', HTMLElement);
  #adminShown = '';
  #customerShown = '';
  #saved: Acting | undefined;
  #isOwnRole = false;
  #isShown = false;

  /** `changed`: the reader chose the other way. */
  constructor(context: PageContext, changed: () => void) {
    this.#context = context;
    const choose = (isOwnRole: boolean): void => {
      this.#isOwnRole = isOwnRole;
      this.#showFields();
      this.focus();
      changed();
    };
    byId('to-own-role', HTMLButtonElement).addEventListener('click', () => {
      choose(true);
    });
    byId('to-delegation', HTMLButtonElement).addEventListener('click', () => {
      choose(false);
    });
    this.#admin.addEventListener('input', () => {
      markFault(this.#admin, this.#adminFault, undefined);
    });
    this.#customer.addEventListener('input', () => {
      markFault(this.#customer, this.#customerFault, undefined);
    });
  }

  get isOwnRole(): boolean {
    return this.#isOwnRole;
  }

  /** Shows what is saved, unless the reader is changing it. */
  show(configuration: ConfigurationAnswer): void {
    const former = this.#saved;
    const now = actingOf(configuration);
    // The administrator of before a switch stays at hand for the way back.
    if (!now || now.adminUsername !== undefined) {
      this.#adminShown = refill(this.#admin, this.#adminShown, now?.adminUsername);
    }
    // With the delegation, Google has told the ID: a switch needs no typing.
    this.#customerShown = refill(this.#customer, this.#customerShown, configuration.customerId);
    if (now && (!this.#isShown || now.delegation !== former?.delegation))
      this.#isOwnRole = now.delegation === false;
    if (!this.#isShown && location.hash === OWN_ROLE) this.#isOwnRole = true;
    this.#isShown = true;
    this.#saved = now;
    this.#showFields();
  }

  /** What is entered was saved: its saved spelling replaces it. */
  isSaved(): void {
    this.#adminShown = this.#admin.value;
    this.#customerShown = this.#customer.value;
  }

  /** Enters what was saved before. */
  put(acting: Acting): void {
    this.#isOwnRole = acting.delegation === false;
    if (acting.adminUsername !== undefined) this.#admin.value = acting.adminUsername;
    if (acting.customerId !== undefined) this.#customer.value = acting.customerId;
    this.#showFields();
  }

  /** What to send, or `undefined` if the field is not filled in well, with the fault shown there. */
  read(): Acting | undefined {
    return this.isOwnRole ? this.#readCustomer() : this.#readAdmin();
  }

  focus(): void {
    (this.isOwnRole ? this.#customer : this.#admin).focus();
  }

  /** Shows the service's own faults at the fields. */
  mark(errors: readonly FieldError[]): void {
    const { adminNeeded, customerNeeded } = this.#context.texts.connectForm;
    const has = (field: string): boolean => errors.some(({ pointer }) => pointer === field);
    if (has('/adminUsername')) markFault(this.#admin, this.#adminFault, adminNeeded);
    if (has('/customerId')) markFault(this.#customer, this.#customerFault, customerNeeded);
  }

  #readAdmin(): Acting | undefined {
    const adminUsername = readAdminUsername(this.#admin.value);
    const { adminNeeded } = this.#context.texts.connectForm;
    const isGood = isAddress(adminUsername);
    markFault(this.#admin, this.#adminFault, isGood ? undefined : adminNeeded);
    return isGood ? { adminUsername } : undefined;
  }

  #readCustomer(): Acting | undefined {
    const customerId = readCustomerId(this.#customer.value);
    const { customerNeeded } = this.#context.texts.connectForm;
    const isGood = isCustomerId(customerId);
    markFault(this.#customer, this.#customerFault, isGood ? undefined : customerNeeded);
    return isGood ? { delegation: false, customerId } : undefined;
  }

  /** The field of the chosen way, and what a switch does. */
  #showFields(): void {
    byId('as-admin', HTMLElement).hidden = this.isOwnRole;
    byId('own-role', HTMLElement).hidden = !this.isOwnRole;
    const saved = this.#saved;
    const isSwitch = saved !== undefined && (saved.delegation === false) !== this.isOwnRole;
    byId('switch-note', HTMLElement).hidden = !isSwitch;
  }
}

/** Puts the saved text into a field that still shows the former one. Returns the text. */
function refill(field: HTMLInputElement, former: string, now = ''): string {
  if (field.value === former) field.value = now;
  return now;
}
