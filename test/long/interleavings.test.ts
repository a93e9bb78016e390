import { describeOrdersOfCallers } from '../properties/orders-of-callers';
import { describeOrdersOfRuns } from '../properties/orders-of-runs';

describeOrdersOfCallers(1);
describeOrdersOfRuns(1);
