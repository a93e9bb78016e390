import { type Endpoint } from '../../http/endpoint';
import { type ConfigurationDependencies } from '../dependencies';
import { disconnectEndpoint } from './disconnect';
import { readConfigurationEndpoint } from './read';
import { saveConfigurationEndpoint } from './save';
import { savePolicyEndpoint } from './save-policy';
import { verifyConfigurationEndpoint } from './verify';

/** The calls of `configuration` for the connection and the policy. */
export const configurationEndpoints = (
  dependencies: ConfigurationDependencies,
): readonly Endpoint[] => [
  readConfigurationEndpoint(dependencies),
  saveConfigurationEndpoint(dependencies),
  disconnectEndpoint(dependencies),
  verifyConfigurationEndpoint(dependencies),
  savePolicyEndpoint(dependencies),
];
