import { describeKeyVault } from '../contracts/key-vault.contract';
import { MemoryKeyVault } from './memory-key-vault';

describeKeyVault('memory', () => Promise.resolve(new MemoryKeyVault()));
