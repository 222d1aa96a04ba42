import { sampled } from "@shared/toolkit/test-level.ts";
import { describe, expect, it } from "vitest";
import { prepareDescription } from "./description/description.ts";
import { descriptions } from "./testing/descriptions.ts";
import { breakRequest, judgeResponse, prepare, send, succeeds } from "./testing/drive.ts";
import { emulatorForTest } from "./testing/emulator.ts";

describe.each(descriptions)("%s", (name, document) => {
  const description = prepareDescription(document);
  const operations = sampled(description.operations, 25);

  it("accepts an example request of every operation, with a valid response", async () => {
    const emulator = await emulatorForTest({ spec: document });
    const faults: string[] = [];
    // Twice, so that lists are judged empty and with something in them.
    for (const operation of [...operations, ...operations]) {
      const request = await prepare(emulator, description, operation);
      const response = await send(emulator, description, request);
      const complaints = succeeds(operation, response.status)
        ? judgeResponse(description, operation, response)
        : [`responded with ${response.status}: ${response.text.slice(0, 300)}`];
      faults.push(...complaints.map((complaint) => `${operation.id}: ${complaint}`));
    }
    expect(faults).toEqual([]);
    console.log(`${name}: ${operations.length} operations accepted, with valid responses`);
  });

  it("rejects every broken variant of it, in the declared shape", async () => {
    const emulator = await emulatorForTest({ spec: document });
    const faults: string[] = [];
    const counts = new Map<string, number>();
    const perOperation: number[] = [];
    for (const operation of operations) {
      const request = await prepare(emulator, description, operation);
      const broken = breakRequest(description, request);
      perOperation.push(broken.length);
      for (const variant of broken) {
        const response = await send(emulator, description, variant);
        counts.set(variant.kind, (counts.get(variant.kind) ?? 0) + 1);
        const declared = operation.responses.some(
          ({ status }) => status === String(response.status),
        );
        const complaints =
          response.status < 400 || response.status >= 500
            ? [`responded with ${response.status}`]
            : declared
              ? judgeResponse(description, operation, response)
              : [];
        faults.push(
          ...complaints.map((complaint) => `${operation.id}, ${variant.kind}: ${complaint}`),
        );
      }
    }
    expect(faults).toEqual([]);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const fewest = Math.min(...perOperation);
    const atLeastThree = perOperation.filter((count) => count >= 3).length;
    console.log(
      `${name}: ${total} broken requests refused, at least ${fewest} per operation, three or more for ${atLeastThree} of ${perOperation.length}: ${JSON.stringify(Object.fromEntries(counts))}`,
    );
  });
});
