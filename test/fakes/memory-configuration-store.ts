import {
  type Configuration,
  DEFAULT_CONFIGURATION,
} from '../../functions/domain/configuration/configuration';
import { type PasswordEvent } from '../../functions/domain/event';
import { type Step } from '../../functions/ports/account-store';
import { type ConfigurationStore } from '../../functions/ports/configuration-store';

/** The configuration in memory, for many thousand runs. Meets the same contract as the real stores. */
export class MemoryConfigurationStore implements ConfigurationStore {
  #configuration = DEFAULT_CONFIGURATION;
  readonly events: PasswordEvent[] = [];
  /** The current state, for a test to inspect between two calls. */
  peek(): Configuration {
    return this.#configuration;
  }

  read(): Promise<Configuration> {
    return Promise.resolve(this.#configuration);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what the step throws has to reject
  async transact<Result>(
    step: (configuration: Configuration) => Step<Configuration, Result>,
  ): Promise<Result> {
    const { write, events = [], result } = step(this.#configuration);
    if (write !== undefined) this.#configuration = write ?? DEFAULT_CONFIGURATION;
    const pending = this.events.map(({ id }) => id);
    this.events.push(...events.filter(({ id }) => !pending.includes(id)));
    return result;
  }
}
