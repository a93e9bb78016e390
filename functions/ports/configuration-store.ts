import { type Configuration } from '../domain/configuration/configuration';
import { type Step } from './account-store';

/** The one configuration document. */
export interface ConfigurationStore {
  /** As it stands; the default (revision 0, default policy, not connected) when nothing was saved yet. */
  read(): Promise<Configuration>;

  /** As `AccountStore.transact`, but the step itself decides `revision`; `write: null` resets to the default. */
  transact<Result>(
    step: (configuration: Configuration) => Step<Configuration, Result>,
  ): Promise<Result>;
}
