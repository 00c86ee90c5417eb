// Reads one call a line ({"library", "operation", "argument"}) and answers each with a line ({"value"} or {"error"}).
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { library, operation, argument } = JSON.parse(line);
    const bridge = await import(`./${library}.js`);
    answer = { value: (await bridge[operation](argument)) ?? null };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
