import { type ProofAnswer } from '../../api/proof';
import { type Proof } from '../../domain/account';
import { rfc3339 } from '../../domain/time';

/** Lists every field, so that a field added to a proof is not shown unintentionally. */
export const proofAnswer = ({ result, code, at, version }: Proof): ProofAnswer => ({
  result,
  code,
  at: rfc3339(at),
  version,
});
