// Loaded into a process by --import: when the process ends, it writes its CPU time and memory.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { peakKilobytes: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  writeFileSync(process.env.BENCH_USAGE ?? "usage.json", JSON.stringify(usage));
});
