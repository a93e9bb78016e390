import { join } from 'node:path';
import { type PasswordDomain } from './password-world';
import { plantedCopy } from './planted-copy';
import { type PlantedFault } from './planted-faults';

/** The domain as it is, but for the planted fault: a patched copy, loaded from a folder of its own. */
export function plantedDomain(fault: PlantedFault | undefined, folder: string): PasswordDomain {
  plantedCopy(fault, folder, ['functions']);
  const passwords = join(folder, 'functions/domain/passwords');
  const load = (name: string): PasswordDomain => jest.requireActual(join(passwords, name));
  return {
    ...load('forget-password.ts'),
    ...load('issue-password.ts'),
    ...load('read-password.ts'),
    ...load('revoke-password.ts'),
    ...load('rotate-password.ts'),
  };
}
