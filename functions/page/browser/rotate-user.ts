import { type AccountAnswer } from '../../api/account';
import { type RunRequest, type RunStarted } from '../../api/run';
import { type RotationNews, rotationNews } from '../rotation-news';
import { askService } from './api';
import { byId, element, setText } from './element';
import { type PageContext } from './page-context';
import { numberWords } from './format';
import { type Afterwards, wireQuestion } from './question';
import { rotationProblem } from './rotation-problem';
import { type RowNews, type RunInRow, type RunSeen } from './run-in-row';

/** A user without a password, or with an unreadable record, cannot be rotated. */
const CAN_BE_ROTATED: ReadonlySet<AccountAnswer['status']> = new Set([
  'active',
  'unconfirmed',
  'parked',
]);

/** Rotates one user: asks for confirmation, starts the run, and shows its progress in the user's row. */
export class RotateUser {
  readonly #context: PageContext;
  readonly #row: RunInRow;
  readonly #open: () => void;
  #account: AccountAnswer | undefined;

  constructor(context: PageContext, row: RunInRow) {
    this.#context = context;
    this.#row = row;
    this.#open = wireQuestion({
      name: 'rotate',
      working: context.texts.accountList.starting,
      act: (problem) => this.#start(problem),
    });
  }

  /** The button for a user whose password can be rotated. */
  buttonFor(account: AccountAnswer): HTMLElement | undefined {
    if (!CAN_BE_ROTATED.has(account.status)) return undefined;
    const button = element(
      'button',
      { type: 'button', class: 'button small quiet' },
      this.#context.texts.accountList.rotate,
      element('span', { class: 'for-readers-only' }, ` ${account.primaryEmail}`),
    );
    button.addEventListener('click', () => {
      this.#ask(account);
    });
    return button;
  }

  #ask(account: AccountAnswer): void {
    this.#account = account;
    byId('rotate-whom', HTMLElement).textContent = account.primaryEmail;
    const { parkedAgain } = this.#context.texts.accountList;
    setText(
      byId('rotate-parked', HTMLElement),
      account.status === 'parked' ? parkedAgain : undefined,
    );
    this.#open();
  }

  async #start(problem: HTMLElement): Promise<Afterwards | undefined> {
    const account = this.#account;
    if (!account) return undefined;
    const call = {
      method: 'POST',
      path: '/v1/rotations',
      body: { scope: { userKeys: [account.userId] } } satisfies RunRequest,
    } as const;
    const answer = await askService<RunStarted>(call, 'runId');
    if (answer.kind === 'ok') return () => void this.#follow(account, answer.json.runId);
    if (answer.kind === 'problem') {
      const { perhapsStarted } = this.#context.texts.accountList;
      const before = answer.code === 'no-answer' ? perhapsStarted : undefined;
      rotationProblem(this.#context, problem, answer, before);
    }
    return undefined;
  }

  #follow(account: AccountAnswer, runId: string): Promise<void> {
    const context = this.#context;
    const newsOf = ({ before, account: after, run }: RunSeen): RowNews =>
      rowNews(context, rotationNews(before, after, run), after?.lastFailure?.at);
    const begins = rowNews(context, { kind: 'under-way' }, account.lastFailure?.at);
    return this.#row.follow(account, runId, { begins, newsOf });
  }
}

function rowNews(context: PageContext, news: RotationNews, failedAt = ''): RowNews {
  const texts = context.texts.accountList;
  const key = `${news.kind} ${failedAt}`;
  switch (news.kind) {
    case 'rotated':
      return { key, look: 'is-good', words: texts.rotated(numberWords(context, news.version)) };
    case 'failed':
      return { key, look: 'is-bad', words: texts.failed };
    case 'left-alone':
      return { key, look: 'is-bad', words: texts.leftAlone };
    case 'waits':
      return { key, look: 'is-going', words: texts.waits };
    case 'under-way':
      return { key, look: 'is-going', words: texts.underWay };
  }
}
