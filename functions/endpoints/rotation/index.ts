import { type Endpoint } from '../../http/endpoint';
import { type RotationDependencies } from './dependencies';
import { planEndpoint } from './plan';
import { readRunEndpoint } from './read-run';

/** The calls of `rotation`. */
export const rotationEndpoints = (dependencies: RotationDependencies): readonly Endpoint[] => [
  planEndpoint(dependencies),
  readRunEndpoint(dependencies),
];
