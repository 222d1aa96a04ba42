import { run } from "./run.ts";

/** Between the output of the checks and the report. */
const reportMark = "--- report ---";

// No top-level await, since this is also run as CommonJS.
run(JSON.parse(process.argv[2] ?? "")).then((report) => {
  console.log(`${reportMark}\n${JSON.stringify(report)}`);
});
