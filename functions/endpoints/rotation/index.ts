import { type Endpoint } from '../../http/endpoint';
import { type RotationDependencies } from '../dependencies';
import { readRunEndpoints } from './read-run';
import { tickEndpoint } from './tick';

/** The calls of `rotation`. */
export const rotationEndpoints = (dependencies: RotationDependencies): readonly Endpoint[] => [
  tickEndpoint(dependencies),
  ...readRunEndpoints(dependencies),
];
