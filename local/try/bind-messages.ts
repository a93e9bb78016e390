import { type BindFailure } from '../../functions/domain/proofs/bind-failure';
import { BIND_FAILURE_TEXTS } from '../../functions/domain/proofs/bind-failure-texts';
import { bindFailuresFr } from '../../functions/page/texts/bind-failures';

type Messages = Readonly<Record<BindFailure, string>>;

/** The first half of each text: its fix is for the service's own connection, not for this page. */
const messages = (texts: Readonly<Record<BindFailure, { readonly message: string }>>): Messages =>
  Object.fromEntries(
    Object.entries(texts).map(([code, { message }]) => [code, message]),
  ) as Messages;

/** Why a bind told nothing of the password. */
export const bindMessagesEn = messages(BIND_FAILURE_TEXTS);
export const bindMessagesFr = messages(bindFailuresFr);
