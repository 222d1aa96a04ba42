import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulator } from "@shared/kapso-emulator";
import { installPrism } from "../emulators/install-prism.ts";
import { type MockServer, type Question as Sent, startMock } from "../emulators/mock-server.ts";
import { versionsOf } from "../environment.ts";
import { specFile } from "../paths.ts";
import { requestBody } from "../peers/body.ts";
import type { Question, Run, Table } from "../question.ts";
import { wordySpec, yamlOf } from "../specs/wordy-spec.ts";
import { inRounds } from "../statistics/rounds.ts";
import { type Summary, summarize } from "../statistics/summary.ts";

const emulatorMock: MockServer = {
  name: "this emulator",
  ours: true,
  command: fileURLToPath(
    import.meta.resolve("@shared/kapso-emulator").replace("index.js", "cli.js"),
  ),
  parameters: (document, port) => [
    ...["--spec", document],
    ...["--port", String(port)],
    ...["--api-key", "bench-key"],
  ],
  ready: /Kapso emulator at/,
  basePath: "/platform/v1",
};

export const emulator: Question = {
  name: "emulator",
  title: "The emulator",
  measures:
    "Both programs serve the same document from the command line. Start: from the start of the process to its first response to a POST with a body, fresh processes, alternating. A response: the same POST again over a kept connection, one at a time, in alternating rounds; the first rounds are dropped. Both print a line for each request. The emulator also remembers what it creates; Prism responds with the example. The row 'in process' is the emulator started in a test. Median and quartiles.",
  async run(run) {
    run.say("installing Prism if it is missing");
    const prism = await installPrism();
    const mocks: MockServer[] = [
      emulatorMock,
      {
        name: "Prism",
        command: prism.command,
        parameters: (document, port) => ["mock", "--port", String(port), document],
        ready: /Prism is listening/,
        basePath: "",
      },
    ];
    const folder = await mkdtemp(join(tmpdir(), "kapso-bench-"));
    try {
      const large = join(folder, "large.yaml");
      await writeFile(large, yamlOf(wordySpec(70, 400_000)));
      const tables = [
        await tableOf(
          "The vendored spec",
          { document: specFile, path: "/inbox_embeds", body: requestBody },
          mocks,
          run,
        ),
        await tableOf(
          "70 paths, 400 kB",
          { document: large, path: "/area_0/things_0", body: { thing: { name: "x" } } },
          mocks,
          run,
        ),
      ];
      return {
        tables,
        targets: [],
        versions: {
          ...versionsOf(["@shared/kapso-emulator"]),
          "@stoplight/prism-cli": prism.version,
        },
        notes: [],
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function tableOf(
  title: string,
  sent: Sent,
  mocks: readonly MockServer[],
  { quick, say }: Run,
): Promise<Table> {
  say(`${title}: starts`);
  const starts = await inRounds(mocks, { rounds: quick ? 2 : 9, warmUp: 0 }, async (mock) => {
    await using running = await startMock(mock, sent);
    return running.startMilliseconds;
  });
  say(`${title}: responses`);
  const responses = await responseTimes(mocks, sent, quick);
  const inProcess: number[] = [];
  for (let round = 0; round < (quick ? 2 : 9); round += 1) {
    const began = performance.now();
    const started = await startEmulator({ spec: sent.document });
    inProcess.push(performance.now() - began);
    await started.close();
  }
  return {
    title,
    columns: [
      { name: "start to first response", unit: "ms", digits: 0, chart: "overview" },
      { name: "a response", unit: "ms", digits: 2, chart: "own" },
    ],
    rows: [
      ...mocks.map((mock) => ({
        name: mock.name,
        ...(mock.ours && { ours: true }),
        cells: [summarize(starts.get(mock) ?? []), responses.get(mock) ?? null],
      })),
      { name: "this emulator, in process", ours: true, cells: [summarize(inProcess), null] },
    ],
  };
}

async function responseTimes(
  mocks: readonly MockServer[],
  sent: Sent,
  quick: boolean,
): Promise<Map<MockServer, Summary>> {
  const requestsPerRound = quick ? 30 : 100;
  await using stack = new AsyncDisposableStack();
  const seats: { mock: MockServer; send(): Promise<void> }[] = [];
  for (const mock of mocks) {
    const { send } = stack.use(await startMock(mock, sent));
    seats.push({ mock, send });
  }
  const samples = await inRounds(seats, { rounds: quick ? 4 : 20, warmUp: 3 }, async ({ send }) => {
    const began = performance.now();
    for (let done = 0; done < requestsPerRound; done += 1) await send();
    return (performance.now() - began) / requestsPerRound;
  });
  return new Map([...samples].map(([{ mock }, each]) => [mock, summarize(each)]));
}
