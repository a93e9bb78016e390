import { type AccountAnswer } from '../../api/account';
import { type FailureText } from '../../domain/account-failures';
import { element } from './element';
import { shortMoment } from './format';
import { type PageContext } from './page-context';

/**
 * Why the last proof leaves a doubt, or had no result, and what to do. Empty: the password is proved, or not
 * tried yet, or somebody else changed it, which the row explains by itself.
 */
export function proofNote(
  context: PageContext,
  { proof, version, drift }: AccountAnswer,
): HTMLElement[] {
  if (proof === undefined || proof.version !== version || drift !== undefined) return [];
  if (proof.result === 'works') return [];
  const { proofs, bindFailures, accountList } = context.texts;
  const time = shortMoment(context, new Date(proof.at));
  const isRefused = proof.result === 'refused';
  const why: FailureText = bindFailures[proof.code ?? ''] ?? proofs.unknownReason;
  const message = isRefused ? proofs.doubt.message(time) : proofs.noResult(time, why.message);
  const fix = isRefused ? proofs.doubt.fix : why.fix;
  return [
    element(
      'div',
      { class: 'account-failure is-doubt' },
      element('p', {}, message),
      element('p', {}, element('b', {}, accountList.whatToDo), ` ${fix}`),
    ),
  ];
}
