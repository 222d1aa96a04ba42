// How long a start and an answer take: `pnpm --filter @shared/kapso-emulator bench [SPEC]`.
import { parseArgs } from "node:util";
import { startEmulator } from "../src/start-emulator.js";

const STARTS = 5;
const ANSWERS = 500;
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
const [spec] = parseArgs({ allowPositionals: true }).positionals;
const options = spec === undefined ? {} : { spec };
const starts = [];
for (let n = 0; n < STARTS; n += 1) {
  starts.push(await timed(async () => (await startEmulator(options)).close()));
}
const emulator = await startEmulator(options);
const headers = { "X-API-Key": emulator.apiKey };
const answers = [];
for (let n = 0; n < ANSWERS; n += 1) {
  const url = `${emulator.url}/platform/v1/inbox_embeds`;
  answers.push(await timed(async () => (await fetch(url, { headers })).arrayBuffer()));
}
await emulator.close();
console.log(`start and close: ${median(starts).toFixed(1)} ms, median of ${STARTS}`);
console.log(`an answer: ${median(answers).toFixed(2)} ms, median of ${ANSWERS}`);
