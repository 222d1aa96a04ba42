import { fork } from "node:child_process";
import { once } from "node:events";
import { versionsOf } from "../environment.ts";
import { generateHeyApi } from "../peers/generate-hey-api.ts";
import { bareFetch, fetchPeers, ourClient, type Peer, peerPackages } from "../peers/peer.ts";
import type { Cell, Question } from "../question.ts";
import { inRounds } from "../statistics/rounds.ts";
import { type Summary, summarize } from "../statistics/summary.ts";
import type { StartSample } from "../workers/start.ts";

const importLimit = 5;
const createLimit = 1;

export const start: Question = {
  name: "start",
  title: "Start",
  measures:
    "In a fresh process each time, peers alternating: importing the package, then making a client, then its first call into a stub that responds at once. Import and create are what they take beyond the same process with nothing to import (bare fetch, whose own figures are shown as they are). The first call is shown because some peers put off what others do earlier: Node loads its HTTP client (some 30 ms to 50 ms) when Request or Response is first touched, so bare fetch pays for it there too. Median and quartiles.",
  async run({ quick }) {
    await generateHeyApi();
    const samples = await inRounds(fetchPeers, { rounds: quick ? 5 : 25, warmUp: 1 }, sampleOf);
    const empty = figuresOf(samples.get(bareFetch) ?? []);
    const rows = fetchPeers.map((peer) => {
      const { imported, created, called } = figuresOf(samples.get(peer) ?? []);
      const cells: Cell[] =
        peer === bareFetch
          ? [imported, created, called]
          : [beyond(imported, empty.imported), beyond(created, empty.created), called];
      return { name: peer.name, ...(peer.ours && { ours: true }), cells };
    });
    const ours = rows[fetchPeers.indexOf(ourClient)]?.cells ?? [];
    return {
      tables: [
        {
          title: "Import, create, first call",
          columns: [
            { name: "import", unit: "ms", digits: 1, chart: "overview", limit: importLimit },
            { name: "create", unit: "ms", digits: 2, chart: "own", limit: createLimit },
            { name: "first call", unit: "ms", digits: 1, chart: "own" },
          ],
          rows,
        },
      ],
      targets: (
        [
          ["Import, beyond an empty program", importLimit, ours[0]],
          ["Create, beyond an empty program", createLimit, ours[1]],
        ] as const
      ).map(([name, limit, cell]) => ({
        name,
        unit: "ms",
        digits: 2,
        bound: "at most" as const,
        limit,
        value: typeof cell === "object" && cell !== null ? cell.median : Number.NaN,
      })),
      versions: versionsOf(peerPackages),
      notes: [],
    };
  },
};

async function sampleOf(peer: Peer): Promise<StartSample> {
  const child = fork(new URL("../workers/start.ts", import.meta.url), [JSON.stringify(peer)]);
  const ended = once(child, "exit");
  const [sample] = (await Promise.race([
    once(child, "message"),
    ended.then(([code]) => {
      throw new Error(`Starting with ${peer.name} failed (${code}).`);
    }),
  ])) as [StartSample];
  await ended;
  return sample;
}

function figuresOf(samples: readonly StartSample[]): Record<keyof StartSample, Summary> {
  return {
    imported: summarize(samples.map(({ imported }) => imported)),
    created: summarize(samples.map(({ created }) => created)),
    called: summarize(samples.map(({ called }) => called)),
  };
}

function beyond({ median, q1, q3, count }: Summary, { median: base }: Summary): Summary {
  return { median: median - base, q1: q1 - base, q3: q3 - base, count };
}
