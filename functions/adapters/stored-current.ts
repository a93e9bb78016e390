import { z } from 'zod';
import { type Account, ciphertext, type CurrentPassword } from '../domain/account';
import { type Fields, Moment } from './stored-field';

/** Stands where a ciphertext was destroyed. Release 0.1.0 demands a text there. */
const DESTROYED = 'destroyed';

/** The current password. `createdAt` is absent in documents of the first release. */
export const StoredCurrent = z
  .object({
    version: z.int().min(0),
    ciphertext: z.string().min(1).transform(ciphertext),
    forgottenAt: Moment.exactOptional(),
    createdAt: Moment.exactOptional(),
    setAt: Moment,
  } satisfies Fields<CurrentPassword>)
  .transform(({ ciphertext: sealed, createdAt, ...known }): CurrentPassword => ({
    ...known,
    ...(known.forgottenAt === undefined ? { ciphertext: sealed } : {}),
    createdAt: createdAt ?? known.setAt,
  }));

/** An account as it is stored: a destroyed ciphertext is overwritten in its place. */
export const storedAccount = (account: Account): object =>
  account.current && account.current.ciphertext === undefined
    ? { ...account, current: { ...account.current, ciphertext: DESTROYED } }
    : account;
