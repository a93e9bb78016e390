import { type MeAnswer } from '../../../api/me';
import { type PasswordAnswer } from '../../../api/password';
import { type ProofAnswer } from '../../../api/proof';
import { askService, type Call, type CallProblem } from '../api';

export type Told<Json> =
  { readonly kind: 'ok'; readonly json: Json; readonly status: number } | CallProblem;

export const readMe = (): Promise<Told<MeAnswer>> =>
  ask({ method: 'GET', path: '/v1/me' }, 'canIssue');

/** Shows the password; makes one if there is none. */
export const showPassword = (): Promise<Told<PasswordAnswer>> =>
  ask({ method: 'POST', path: '/v1/me/password' }, 'password');

export const makeNewPassword = (): Promise<Told<PasswordAnswer>> =>
  ask({ method: 'POST', path: '/v1/me/password/rotation' }, 'password');

export const checkPassword = (): Promise<Told<ProofAnswer>> =>
  ask({ method: 'POST', path: '/v1/me/password/proof' }, 'result');

/** No call of self-service answers without a body. */
async function ask<Json>(call: Call, mark: keyof Json & string): Promise<Told<Json>> {
  const answer = await askService<Json>(call, mark);
  return answer.kind === 'gone'
    ? { kind: 'problem', code: 'unreadable-answer', errors: [] }
    : answer;
}
