import { type Endpoint } from '../../http/endpoint';
import { type PasswordsDependencies } from '../dependencies';
import { issueOwnEndpoint } from './issue';
import { pageAssetEndpoint } from '../page-asset';
import { meEndpoint } from './me';
import { mePageEndpoints } from './page';
import { ownProfileEndpoint } from './profile';
import { proveOwnEndpoint } from './prove';
import { rotateOwnEndpoint } from './rotate';

/** The calls of `self-service`. Each is about the person who makes it; no call names anybody. */
export const selfServiceEndpoints = (dependencies: PasswordsDependencies): readonly Endpoint[] => [
  meEndpoint(dependencies),
  issueOwnEndpoint(dependencies),
  rotateOwnEndpoint(dependencies),
  proveOwnEndpoint(dependencies),
  ownProfileEndpoint(dependencies),
];

/** The page of `self-service`, and the files that it loads. */
export const selfServicePage = (dependencies: PasswordsDependencies): readonly Endpoint[] => [
  ...mePageEndpoints(dependencies),
  pageAssetEndpoint,
];
