import { systemClock } from '../../functions/adapters/system-clock';
import { describeBindPaceStore } from '../contracts/bind-pace-store.contract';
import { describeDailyCountsStore } from '../contracts/daily-counts-store.contract';
import { describeLaneStore } from '../contracts/lane-store.contract';
import { describePaceStore } from '../contracts/pace-store.contract';
import { describeRunStore } from '../contracts/run-store.contract';
import { describeSettledActivityStore } from '../contracts/settled-activity-store.contract';
import { describeTaskQueue } from '../contracts/task-queue.contract';
import { ManualClock } from './manual-clock';
import { MemoryBindPaceStore } from './memory-bind-pace-store';
import { MemoryDailyCountsStore } from './memory-daily-counts-store';
import { MemoryLaneStore } from './memory-lane-store';
import { MemoryPaceStore } from './memory-pace-store';
import { MemoryRunStore } from './memory-run-store';
import { MemorySettledActivityStore } from './memory-settled-activity-store';
import { MemoryTaskQueue } from './memory-task-queue';

describeRunStore('memory', () => {
  const runs = new MemoryRunStore();
  return { runs, spoil: (runId) => runs.spoil(runId) };
});
describeLaneStore('memory', () => {
  const lanes = new MemoryLaneStore();
  return { lanes, spoil: () => lanes.spoil('directory') };
});

describeBindPaceStore('memory', () => {
  const store = new MemoryBindPaceStore(systemClock);
  return { store, spoil: () => store.spoil() };
});

describeDailyCountsStore('memory', () => {
  const store = new MemoryDailyCountsStore();
  return { store, spoil: (day) => store.spoil(day) };
});

describeSettledActivityStore('memory', () => {
  const store = new MemorySettledActivityStore();
  return { store, spoil: () => store.spoil() };
});

describePaceStore('memory', () => {
  const store = new MemoryPaceStore();
  return { store, spoil: () => store.spoil() };
});

describeTaskQueue('memory', () => {
  const queue = new MemoryTaskQueue(new ManualClock());
  return Promise.resolve({
    queue,
    onDelivery: (receive) => {
      queue.onDelivery(receive);
    },
    pass: (ms) => queue.pass(ms),
    outOfReach: (broken) => {
      queue.broken = broken;
    },
  });
});
