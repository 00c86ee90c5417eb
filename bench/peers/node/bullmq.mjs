// BullMQ on a Redis whose append-only file is synced at every write (appendfsync always), as the runner starts it.
import { Queue, Worker } from 'bullmq';

const removed = { removeOnComplete: true };

export const packageName = 'bullmq';

export const figures = {
  'fastest enqueue-1': { settings: 'add, AOF always' },
  'fastest enqueue-8': { settings: 'add, AOF always' },
  'fastest bulk': { settings: 'addBulk x1000, AOF always' },
  'fastest drain': {
    settings: 'concurrency 100, removeOnComplete, AOF always', worker: { concurrency: 100 }, jobs: 30_000,
  },
  'fastest latency': { settings: 'defaults, removeOnComplete, AOF always', worker: {} },
};

export async function open({ redis, worker }) {
  const connection = { host: '127.0.0.1', port: Number(redis), maxRetriesPerRequest: null };
  const queue = new Queue('measured', { connection });
  await queue.waitUntilReady();
  let running;
  return {
    enqueue: (job) => queue.add('measured', job, removed),
    enqueueMany: (jobs) => queue.addBulk(jobs.map((data) => ({ name: 'measured', data, opts: removed }))),
    work: async (start) => {
      running = new Worker('measured', async (job) => start(job.data), { connection, ...worker });
      running.on('error', (error) => console.error(error.message));
      await running.waitUntilReady();
    },
    isEmpty: async () => {
      const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized', 'paused');
      return Object.values(counts).every((count) => count === 0);
    },
    close: async () => {
      await running?.close(true);
      await queue.close();
    },
  };
}
