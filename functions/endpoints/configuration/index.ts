import { type Endpoint } from '../../http/endpoint';
import { type ConfigurationDependencies } from '../dependencies';
import { deleteSecureLdapEndpoint } from './delete-secure-ldap';
import { disconnectEndpoint } from './disconnect';
import { readConfigurationEndpoint } from './read';
import { saveConfigurationEndpoint } from './save';
import { saveNetworksEndpoint } from './save-networks';
import { savePolicyEndpoint } from './save-policy';
import { saveSecureLdapEndpoint } from './save-secure-ldap';
import { verifyConfigurationEndpoint } from './verify';
import { verifySecureLdapEndpoint } from './verify-secure-ldap';

/** The calls of `configuration` for the connection, the policy, Secure LDAP and networks. */
export const configurationEndpoints = (
  dependencies: ConfigurationDependencies,
): readonly Endpoint[] => [
  readConfigurationEndpoint(dependencies),
  saveConfigurationEndpoint(dependencies),
  disconnectEndpoint(dependencies),
  verifyConfigurationEndpoint(dependencies),
  savePolicyEndpoint(dependencies),
  saveSecureLdapEndpoint(dependencies),
  deleteSecureLdapEndpoint(dependencies),
  verifySecureLdapEndpoint(dependencies),
  saveNetworksEndpoint(dependencies),
];
