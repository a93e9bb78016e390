import { type AccountAnswer } from '../../api/account';
import { type AccountList } from './account-list';
import { type PageContext } from './page-context';
import { ProveUser } from './prove-user';
import { RotateUser } from './rotate-user';
import { RunInRow } from './run-in-row';

/** What a manager can do with one user of the list. */
export class UserActions {
  readonly #rotate: RotateUser;
  readonly #prove: ProveUser;

  constructor(context: PageContext, list: AccountList) {
    const row = new RunInRow(context, list);
    this.#rotate = new RotateUser(context, row);
    this.#prove = new ProveUser(context, row);
  }

  /** `canProve`: Secure LDAP is connected. A password whose stored copy is gone can't be proved. */
  buttonsFor(account: AccountAnswer, canProve: boolean): readonly HTMLElement[] {
    const rotate = this.#rotate.buttonFor(account);
    const isStored = account.forgottenAt === undefined;
    const prove = canProve && isStored ? this.#prove.buttonFor(account) : undefined;
    return [rotate, prove].filter((button) => button !== undefined);
  }
}
