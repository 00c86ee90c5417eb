// graphile-worker: https://worker.graphile.org/docs/performance names the settings of "fastest".
import { run, makeWorkerUtils, Logger } from 'graphile-worker';

const fastest = {
  concurrentJobs: 24,
  maxPoolSize: 25,
  localQueue: { size: 500 },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
};
const quiet = new Logger(() => () => {});

export const packageName = 'graphile-worker';

export const figures = {
  'fastest enqueue-1': { settings: 'addJob' },
  'fastest enqueue-8': { settings: 'addJob' },
  'fastest bulk': { settings: 'addJobs x1000' },
  'fastest drain': { settings: describe(fastest), worker: fastest, jobs: 60_000 },
  'fastest latency': { settings: describe(fastest), worker: fastest },
  'default drain': { settings: 'defaults (concurrentJobs 1)', worker: {}, jobs: 3_000 },
  'default latency': { settings: 'defaults (concurrentJobs 1)', worker: {} },
};

export async function open({ connection, worker }) {
  const utils = await makeWorkerUtils({ connectionString: connection, maxPoolSize: 10, logger: quiet });
  await utils.migrate();
  let runner;
  return {
    enqueue: (job) => utils.addJob('measured', job),
    enqueueMany: (jobs) => utils.addJobs(jobs.map((payload) => ({ identifier: 'measured', payload }))),
    work: async (start) => {
      const { maxPoolSize, ...preset } = worker;
      runner = await run({
        preset: { worker: { connectionString: connection, maxPoolSize, ...preset, logger: quiet } },
        noHandleSignals: true,
        taskList: { measured: async (payload) => start(payload) },
      });
    },
    isEmpty: () => utils.withPgClient(async (client) => {
      const { rows } = await client.query('SELECT NOT EXISTS (SELECT FROM graphile_worker._private_jobs) AS is');
      return rows[0].is;
    }),
    close: async () => {
      await runner?.stop();
      await utils.release();
    },
  };
}

function describe(settings) {
  return JSON.stringify(settings).replaceAll(/["{}]/g, '').replaceAll(',', ', ').replaceAll(':', ' ');
}
