import { describePaceStore } from '../contracts/pace-store.contract';
import { describeRunStore } from '../contracts/run-store.contract';
import { describeTaskQueue } from '../contracts/task-queue.contract';
import { ManualClock } from './manual-clock';
import { MemoryAccountStore } from './memory-account-store';
import { MemoryPaceStore } from './memory-pace-store';
import { MemoryRunStore } from './memory-run-store';
import { MemoryTaskQueue } from './memory-task-queue';

describeRunStore('memory', () => {
  const accounts = new MemoryAccountStore();
  return Promise.resolve({ accounts, runs: new MemoryRunStore(accounts) });
});

describePaceStore('memory', () => Promise.resolve(new MemoryPaceStore()));

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
