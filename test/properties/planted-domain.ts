import { type PasswordDomain } from './password-world';
import { type PlantedCopy } from './planted-copy';

/** The domain as loaded from the copy. */
export function plantedDomain(copy: PlantedCopy): PasswordDomain {
  const load = (name: string): PasswordDomain =>
    copy.load(`functions/domain/passwords/${name}`) as PasswordDomain;
  return {
    ...load('forget-outlived.ts'),
    ...load('forget-password.ts'),
    ...load('issue-password.ts'),
    ...load('read-password.ts'),
    ...load('revoke-password.ts'),
    ...load('rotate-password.ts'),
  };
}
