import { type Report, runChecks, type Settings } from "./check.ts";
import { remoteEmulator } from "./emulator.ts";
import { faultChecks } from "./faults.ts";
import { smokeChecks } from "./smoke.ts";

/** The program that every runtime runs. */
export async function run(settings: Settings): Promise<Report> {
  const secrets: string[] = [];
  const keepSecret = (secret: string) => void secrets.push(secret);
  const { reset } = remoteEmulator(settings);
  const smoke = await runChecks("smoke", smokeChecks(settings, keepSecret), reset);
  const faults = await runChecks("faults", faultChecks(settings, keepSecret), reset);
  return { results: [...smoke, ...faults], secrets };
}
