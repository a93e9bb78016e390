import { type Configuration } from '../domain/configuration/configuration';
import { type Step } from './account-store';

/** The one configuration document. */
export interface ConfigurationStore {
  /** The current configuration. Before the first save: revision 0, default policy, not connected. */
  read(): Promise<Configuration>;

  /** As `AccountStore.transact`, but the step sets `revision`. `write: null` resets to the default. */
  transact<Result>(
    step: (configuration: Configuration) => Step<Configuration, Result>,
  ): Promise<Result>;
}
