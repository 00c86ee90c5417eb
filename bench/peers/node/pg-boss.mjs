// pg-boss: batches with burstWhenBatchFull are its documented way to drain, LISTEN/NOTIFY its way to start soon.
import { PgBoss } from 'pg-boss';

const draining = { batchSize: 500, burstWhenBatchFull: true, localConcurrency: 4 };
const listening = { batchSize: 500, burstWhenBatchFull: true };

export const packageName = 'pg-boss';

export const figures = {
  'fastest enqueue-1': { settings: 'send' },
  'fastest enqueue-8': { settings: 'send' },
  'fastest bulk': { settings: 'insert x1000' },
  'fastest drain': { settings: 'batchSize 500, burstWhenBatchFull, localConcurrency 4', worker: draining, jobs: 40_000 },
  'fastest latency': {
    settings: 'useListenNotify, queue notify, batchSize 500, burstWhenBatchFull',
    worker: listening,
    listens: true,
  },
};

export async function open({ connection, worker, listens = false }) {
  const boss = new PgBoss({ connectionString: connection, useListenNotify: listens && worker !== undefined });
  boss.on('error', (error) => console.error(error.message));
  await boss.start();
  await boss.createQueue('measured', { notify: listens });
  return {
    enqueue: (job) => boss.send('measured', job),
    enqueueMany: (jobs) => boss.insert('measured', jobs.map((data) => ({ data }))),
    work: (start) => boss.work('measured', worker, async (jobs) => jobs.forEach((job) => start(job.data))),
    isEmpty: async () => {
      const db = boss.getDb();
      const { rows } = await db.executeSql(
        `SELECT NOT EXISTS (SELECT FROM pgboss.job WHERE name = 'measured' AND state < 'completed') AS is`);
      return rows[0].is;
    },
    close: () => boss.stop({ graceful: false, close: true }),
  };
}
