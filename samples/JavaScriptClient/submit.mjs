// node submit.mjs URL KEY-ID PRIVATE-KEY.pem PIPELINE INPUT [IDEMPOTENCY-KEY]
import { readFileSync } from 'node:fs';
import { CabinetClient } from './cabinet.mjs';

const [url, keyId, file, pipeline, input, idempotencyKey] = process.argv.slice(2);
if (input === undefined) {
  console.error('usage: node submit.mjs URL KEY-ID PRIVATE-KEY.pem PIPELINE INPUT [IDEMPOTENCY-KEY]');
  process.exit(2);
}

const client = new CabinetClient(url, keyId, readFileSync(file, 'utf8'));
try {
  const { id, isNew } = await client.submit(pipeline, JSON.parse(input), { idempotencyKey });
  const task = await client.findTask(id);
  console.log(JSON.stringify({ id, isNew, pipeline: task.pipeline }));
} catch (error) {
  console.error(error.message + (error.reference ? ` (reference ${error.reference})` : ''));
  process.exit(1);
}
