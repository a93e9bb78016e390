import { type AccountAnswer } from '../../api/account';
import { type OverviewAnswer } from '../../api/overview';
import { type RunRequest, type RunStarted } from '../../api/run';
import { canBeProved, type ProofNews, proofNews } from '../proof-news';
import { type ProblemText } from '../texts/problems';
import { askService, type CallProblem } from './api';
import { whileBusy } from './busy';
import { element } from './element';
import { momentInZone } from './format';
import { ldapLink } from './ldap-note';
import { type PageContext } from './page-context';
import { type RowNews, type RunInRow, type RunSeen } from './run-in-row';
import { connectionLink } from './run-view';

/** Proves the password of one user: starts a run over this user, and shows its result in the user's row. */
export class ProveUser {
  readonly #context: PageContext;
  readonly #row: RunInRow;

  constructor(context: PageContext, row: RunInRow) {
    this.#context = context;
    this.#row = row;
  }

  /** The button for a user whose password can be proved. */
  buttonFor(account: AccountAnswer): HTMLElement | undefined {
    if (!canBeProved(account)) return undefined;
    const { prove, proving } = this.#context.texts.proofs;
    const button = element(
      'button',
      { type: 'button', class: 'button small quiet' },
      prove,
      element('span', { class: 'for-readers-only' }, ` ${account.primaryEmail}`),
    );
    button.addEventListener('click', () => {
      void whileBusy(button, proving, () => this.#start(account));
    });
    return button;
  }

  async #start(account: AccountAnswer): Promise<void> {
    const context = this.#context;
    const body: RunRequest = { scope: { userKeys: [account.userId] } };
    const call = { method: 'POST', path: '/v1/proofs', body } as const;
    const answer = await askService<RunStarted>(call, 'runId');
    if (answer.kind === 'ok') {
      const newsOf = ({ account: after, run, overview }: RunSeen): RowNews =>
        rowNews(context, proofNews(after, run), overview);
      const begins = rowNews(context, { kind: 'under-way' });
      void this.#row.follow(account, answer.json.runId, { begins, newsOf });
    } else if (answer.kind === 'problem') {
      this.#row.show(account, notStarted(context, answer));
    }
  }
}

function notStarted(context: PageContext, { code }: CallProblem): RowNews {
  const { problems, startRun, proofs } = context.texts;
  const own: Readonly<Partial<Record<string, ProblemText>>> = startRun.problems;
  const all: Readonly<Partial<Record<string, ProblemText>>> = problems.byCode;
  const { what, todo } = own[code] ?? all[code] ?? problems.byCode.internal;
  const isUnknown = code === 'no-answer';
  const words = isUnknown ? `${proofs.perhapsStarted} ${what}` : proofs.notStarted(what);
  const link = code === 'secure-ldap-not-configured' ? ldapLink(context) : undefined;
  return { key: code, look: 'is-bad', words, todo, link };
}

function rowNews(context: PageContext, news: ProofNews, overview?: OverviewAnswer): RowNews {
  const { proofs, run } = context.texts;
  const { kind } = news;
  switch (kind) {
    case 'under-way':
      return { key: kind, look: 'is-going', words: proofs.underWay };
    case 'works':
      return { key: kind, look: 'is-good', words: proofs.works };
    case 'refused':
    case 'unknown':
      return { key: kind, look: 'is-bad', words: proofs[kind] };
    case 'waits':
      return waits(context, news.waitingFor, overview);
    case 'failed':
      return final(kind, proofs.failed);
    case 'skipped': {
      const texts: Readonly<Partial<Record<string, ProblemText>>> = proofs.skipped;
      return final(kind, texts[news.reason] ?? proofs.failed);
    }
    case 'stopped': {
      const texts: Readonly<Partial<Record<string, ProblemText>>> = run.stops;
      return final(kind, texts[news.reason] ?? proofs.failed);
    }
  }
}

const final = (key: string, { what, todo }: ProblemText): RowNews => ({
  key,
  look: 'is-bad',
  words: what,
  todo,
});

function waits(
  context: PageContext,
  waitingFor: Extract<ProofNews, { kind: 'waits' }>['waitingFor'],
  overview: OverviewAnswer | undefined,
): RowNews {
  const { run, rotation } = context.texts;
  const { what, todo } = run.waits[waitingFor];
  const window = waitingFor === 'window' ? overview?.proofWindow : undefined;
  const opens =
    window?.state === 'closed'
      ? ` ${run.opensAt(momentInZone(context, new Date(window.opensAt)))}`
      : '';
  const link =
    waitingFor === 'secure-ldap'
      ? ldapLink(context)
      : waitingFor === 'configuration'
        ? connectionLink(context, 'connection', rotation.connectionFails.link)
        : undefined;
  return { key: waitingFor, look: 'is-going', words: what + opens, todo, link };
}
