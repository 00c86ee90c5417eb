// Measures a peer once, in an empty database:
//   node run.mjs list PEER...                         what each measures, and with which settings
//   node run.mjs PEER MODE FIGURE --connection postgres://... [--redis PORT]
// Prints one JSON object a line; a latency gives two of them. The packages come from ./node_modules.
import { createRequire } from 'node:module';
import { measure, produce } from './measure.mjs';

const [name, mode, figure] = process.argv.slice(2);
const option = (key) => {
  const at = process.argv.indexOf(key);
  return at < 0 ? undefined : process.argv[at + 1];
};
if (name === 'list') {
  for (const each of process.argv.slice(3)) await list(each);
} else {
  await run();
}

async function list(name) {
  const peer = await import(`./${name}.mjs`);
  const version = createRequire(import.meta.url)(`./node_modules/${peer.packageName}/package.json`).version;
  for (const [key, { settings }] of Object.entries(peer.figures)) {
    const [mode, figure] = key.split(' ');
    print({ peer: name, version, mode, figure, settings, note: '' });
  }
}

async function run() {
  const peer = await import(`./${name}.mjs`);
  const chosen = peer.figures[`${mode} ${figure}`];
  if (chosen === undefined) throw new Error(`${name} has no figure ${mode} ${figure}.`);
  const connection = option('--connection');
  const open = () => peer.open({ ...chosen, connection, redis: option('--redis') });
  if (process.argv.includes('--produce')) {
    await produce(() => peer.open({ ...chosen, worker: undefined, connection, redis: option('--redis') }));
    process.exit(0);
  }
  const settle = async () => {
    if (connection === undefined) return;
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: connection });
    await client.connect();
    await client.query('VACUUM ANALYZE');
    await client.end();
  };
  const { p50, p99, value, jobs } = await measure(figure, open, settle, chosen.jobs);
  if (value === undefined) {
    print({ figure: 'latency-p50', unit: 'ms', value: p50, jobs });
    print({ figure: 'latency-p99', unit: 'ms', value: p99, jobs });
  } else {
    print({ figure, unit: 'jobs/s', value, jobs });
  }
  process.exit(0);
}

function print(line) {
  console.log(JSON.stringify(line));
}
