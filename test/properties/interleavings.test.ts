import { describeOrdersOfCallers } from './orders-of-callers';
import { describeOrdersOfRuns } from './orders-of-runs';

describeOrdersOfCallers(0.25);
describeOrdersOfRuns(0.25);
