import { type Endpoint } from '../../http/endpoint';
import { CLIENTS } from '../../domain/clients/clients';
import { acknowledgeDeviceEndpoint } from './acknowledge-device';
import { clientSettingsEndpoint } from './client-settings';
import { type PasswordsDependencies } from '../dependencies';
import { issueEndpoint } from './issue';
import { profileEndpoint } from './profile';
import { proveEndpoint } from './prove';
import { readEndpoint } from './read';
import { removeDeviceEndpoint } from './remove-device';
import { revokeEndpoint } from './revoke';
import { rotateEndpoint } from './rotate';
import { statusEndpoint } from './status';

/** The calls of `passwords`. */
export const passwordsEndpoints = (dependencies: PasswordsDependencies): readonly Endpoint[] => [
  issueEndpoint(dependencies),
  readEndpoint(dependencies),
  rotateEndpoint(dependencies),
  revokeEndpoint(dependencies),
  proveEndpoint(dependencies),
  statusEndpoint(dependencies),
  acknowledgeDeviceEndpoint(dependencies),
  removeDeviceEndpoint(dependencies),
  profileEndpoint(dependencies),
  ...CLIENTS.map((client) => clientSettingsEndpoint(client, dependencies)),
];
