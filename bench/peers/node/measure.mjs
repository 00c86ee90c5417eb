// The loops, the same for every peer: what it enqueues in a second, how fast it drains, how soon a job starts.
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const warmUpJobs = 2_000;
const bulkBatch = 1_000;
const measuredMs = 2_500;
const latencyBacklog = 500;
const latencyJobs = 500;
const latencyWarmUp = 50;
const latencyGapMs = 20;

/** Measures a figure once; `settle` analyses the tables. Gives a value, or for latency p50 and p99. */
export function measure(name, open, settle, jobs) {
  if (name.startsWith('enqueue-')) return enqueue(open, settle, Number(name.slice('enqueue-'.length)));
  if (name === 'bulk') return bulk(open, settle);
  if (name === 'drain') return drain(open, settle, jobs);
  return latency(open, settle);
}

async function enqueue(open, settle, callers) {
  const queue = await open();
  await fill(queue, warmUpJobs);
  await settle();
  const started = now();
  let done = 0;
  await each(callers, async () => {
    while (now() - started < measuredMs) {
      await queue.enqueue(job());
      done++;
    }
  });
  const rate = done / ((now() - started) / 1_000);
  await queue.close();
  return { value: rate, jobs: done };
}

async function bulk(open, settle) {
  const queue = await open();
  await fill(queue, warmUpJobs);
  await settle();
  const started = now();
  let done = 0;
  while (now() - started < measuredMs) {
    await queue.enqueueMany(Array.from({ length: bulkBatch }, job));
    done += bulkBatch;
  }
  const rate = done / ((now() - started) / 1_000);
  await queue.close();
  return { value: rate, jobs: done };
}

/** Timed from the start of the first job after the warm-up, a tenth, until no job is left. */
async function drain(open, settle, jobs) {
  const warmUp = jobs / 10;
  const queue = await open();
  await fill(queue, jobs + warmUp);
  await settle();
  let count = 0;
  let first;
  await new Promise((resolve, reject) => {
    queue.work(() => {
      count++;
      if (count === warmUp + 1) first = now();
      if (count === warmUp + jobs) resolve();
    }).catch(reject);
  });
  while (!(await queue.isEmpty())) await delay(1);
  const rate = jobs / ((now() - first) / 1_000);
  await queue.close();
  return { value: rate, jobs };
}

/** From the call that enqueues, in another process, to the start of the handler; the machine has one such clock. */
async function latency(open, settle) {
  const queue = await open();
  await fill(queue, latencyBacklog);
  await settle();
  const times = [];
  let drained = 0;
  const seen = new Promise((resolve, reject) => {
    queue.work((payload) => {
      if (payload.at === undefined) {
        drained++;
        return;
      }
      times.push(Number(process.hrtime.bigint() - BigInt(payload.at)) / 1e6);
      if (times.length === latencyJobs + latencyWarmUp) resolve();
    }).catch(reject);
  });
  while (drained < latencyBacklog) await delay(10);
  const producer = spawn(process.execPath, [...process.argv.slice(1), '--produce'], { stdio: 'inherit' });
  const produced = new Promise((resolve, reject) => producer.on('exit', (code) =>
    (code === 0 ? resolve() : reject(new Error(`The producer ended with exit code ${code}.`)))));
  await Promise.all([produced, seen]);
  await queue.close();
  const timed = times.slice(latencyWarmUp).sort((a, b) => a - b);
  return {
    p50: timed[Math.floor(timed.length * 0.5)], p99: timed[Math.floor(timed.length * 0.99)], jobs: timed.length,
  };
}

/** What the producer's process does: a job every 20 ms. */
export async function produce(open) {
  const queue = await open();
  const started = now();
  for (let sent = 0; sent < latencyJobs + latencyWarmUp; sent++) {
    await delay(Math.max(0, started + (sent * latencyGapMs) - now()));
    await queue.enqueue(job(process.hrtime.bigint().toString()));
  }
  await queue.close();
}

/** A job of 200 bytes as JSON. */
function job(at) {
  const content = at === undefined ? {} : { at };
  const bytes = JSON.stringify({ ...content, text: '' }).length;
  return { ...content, text: 'x'.repeat(200 - bytes) };
}

async function fill(queue, jobs) {
  for (let done = 0; done < jobs; done += bulkBatch) {
    await queue.enqueueMany(Array.from({ length: Math.min(bulkBatch, jobs - done) }, () => job()));
  }
}

const each = (callers, call) => Promise.all(Array.from({ length: callers }, call));

const now = () => performance.now();
