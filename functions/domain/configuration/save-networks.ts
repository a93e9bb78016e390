import { type Configuration } from './configuration';
import {
  type Changed,
  type ChangeRequest,
  changedEvent,
  type ConfigurePorts,
  edited,
  isStale,
} from './configure';
import { type Network } from '../networks/network';

/** Replaces the whole list of networks. No password and no connection depends on it. */
export function saveNetworks(
  { configurations, clock, newId }: Pick<ConfigurePorts, 'configurations' | 'clock' | 'newId'>,
  request: ChangeRequest & { readonly networks: readonly Network[] },
): Promise<Changed> {
  const now = clock.now();
  const event = changedEvent(newId(), now);
  return configurations.transact<Changed>((current) => {
    if (isStale(current, request)) return { result: { kind: 'stale' } };
    const { networks: _, ...rest } = current;
    const next: Configuration = {
      ...rest,
      ...edited(current, request, now),
      ...(request.networks.length > 0 ? { networks: request.networks } : {}),
    };
    return { write: next, events: [event], result: { kind: 'changed', configuration: next } };
  });
}
