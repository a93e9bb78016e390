import { type ConfigurationAnswer } from '../../api/configuration';
import { callService, type Outcome } from './api';

type Listener = (configuration: ConfigurationAnswer) => void;

/** The configuration as last read, and the parts of the page that show it. */
export class ConfigurationState {
  #configuration: ConfigurationAnswer | undefined;
  #etag: string | undefined;
  readonly #listeners: Listener[] = [];

  get configuration(): ConfigurationAnswer | undefined {
    return this.#configuration;
  }

  /** For `If-Match`: the state that a change made on this page is based on. */
  get etag(): string | undefined {
    return this.#etag;
  }

  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  async load(): Promise<Outcome> {
    return this.take(await callService({ method: 'GET', path: '/v1/configuration' }));
  }

  /** Stores the configuration that a call returned. Any other outcome changes nothing. */
  take(outcome: Outcome): Outcome {
    if (outcome.kind === 'ok') {
      this.#configuration = outcome.configuration;
      this.#etag = outcome.etag ?? this.#etag;
      for (const listener of this.#listeners) listener(outcome.configuration);
    }
    return outcome;
  }
}
