import { MeAnswer } from '../../api/me';
import { isInDoubt } from '../../domain/passwords/issue-password';
import { type OwnStatus, ownStatus } from '../../domain/self-service/own-status';
import { rfc3339, rfc3339OrNone } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { proofAnswer } from '../passwords/proof-answer';
import { ownProblem, PERSON_PROBLEMS } from './own-problem';

/** `GET /v1/me`: the state of the person's own password. Contains no secret. */
export const meEndpoint = ({ ports }: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path: '/v1/me',
    operationId: 'getMe',
    summary: 'Status of your own password, without the password',
    access: 'person',
    answers: { 200: { description: 'The status.', schema: MeAnswer } },
    problems: PERSON_PROBLEMS,
    handle: async ({ caller, about }) => {
      const result = await ownStatus({ ...ports, about }, caller);
      return result.kind === 'status'
        ? { status: 200, json: meAnswer(result) }
        : ownProblem(result);
    },
  });

const meAnswer = ({
  user,
  account,
  refusal,
  isForgotten,
  nextRotationAt,
  networks,
  rotationsLeft,
}: OwnStatus): MeAnswer => ({
  primaryEmail: user.primaryEmail,
  status: isInDoubt(account) ? 'unconfirmed' : (account?.status ?? 'no-password'), // of a parked one, too
  version: account?.current?.version,
  setAt: rfc3339OrNone(account?.current?.setAt),
  nextRotationAt: rfc3339OrNone(nextRotationAt),
  proof: account?.current && account.proof && proofAnswer(account.proof),
  drift: account?.drift && { at: rfc3339(account.drift.at) },
  forgotten: isForgotten ? true : undefined,
  networks: networks.map(({ id, ssid }) => ({ id, ssid })),
  canIssue: refusal === undefined,
  reason: refusal,
  rotationsLeftToday: rotationsLeft,
});
