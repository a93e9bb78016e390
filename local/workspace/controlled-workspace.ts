import { type Wire } from './exchange';
import { type KeptGoogle } from './google-on-disk';
import { type KeyFile } from './service-account';

/** What the control API reads and changes of a simulated Workspace. */
export type ControlledWorkspace = {
  readonly google: KeptGoogle;
  readonly wire: Wire;
  /** How far Google's clock is ahead of ours, in milliseconds. */
  clockOffsetMs: number;
  readonly createKey: () => KeyFile;
};
