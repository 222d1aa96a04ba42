import { versionsOf } from "../environment.ts";
import { generateHeyApi } from "../peers/generate-hey-api.ts";
import {
  bareFetch,
  fetchPeers,
  ourClient,
  ourCreateInboxEmbed,
  type Peer,
  peerPackages,
} from "../peers/peer.ts";
import { startWorker } from "../processes/worker.ts";
import type { Question, Run, Table, Target } from "../question.ts";
import { summarise } from "../statistics/summary.ts";
import type { OverheadReply, OverheadRequest } from "../workers/overhead.ts";

const measuredPeers: readonly Peer[] = fetchPeers.flatMap((peer) =>
  peer === ourClient ? [ourClient, ourCreateInboxEmbed] : [peer],
);
const stubs = [
  { title: "A: a fetch that answers at once", buildsRequest: false, limit: 1.6 },
  { title: "B: it also builds a Request, as the real one does", buildsRequest: true, limit: 1.15 },
];

export const overhead: Question = {
  name: "overhead",
  title: "What a call costs",
  measures:
    "Time of one POST, JSON both ways, through a stub in place of fetch: no network. All peers in one process, in alternating rounds; each round runs a block of bare fetch, two of the peer and one of bare fetch (ABBA), with a minor garbage collection before each, and a ratio is taken within those four. The row of bare fetch is bare fetch against itself: the noise. Peers as they come; this client with key, deadlines, retries and redaction on. Median and quartiles over the rounds.",
  async run(run) {
    await generateHeyApi();
    const tables: Table[] = [];
    const targets: Target[] = [];
    for (const { title, buildsRequest, limit } of stubs) {
      run.say(title);
      const { table, ratio } = await askStub(title, buildsRequest, limit, run);
      tables.push(table);
      targets.push({
        name: `Cost of a call over bare fetch, stub ${title[0]}`,
        unit: "×",
        digits: 2,
        bound: "at most",
        limit,
        value: ratio,
      });
    }
    return { tables, targets, versions: versionsOf(peerPackages), notes: [] };
  },
};

async function askStub(
  title: string,
  buildsRequest: boolean,
  limit: number,
  { quick }: Run,
): Promise<{ table: Table; ratio: number }> {
  const file = new URL("../workers/overhead.ts", import.meta.url);
  await using worker = startWorker<OverheadRequest, OverheadReply>(file, [], ["--expose-gc"]);
  const samples = await worker.ask({
    base: bareFetch,
    peers: [...measuredPeers],
    buildsRequest,
    rounds: quick ? 8 : 40,
    milliseconds: quick ? 8 : 16,
  });
  const ratios = samples.map((one) => summarise(one.map(({ overBase }) => overBase)));
  return {
    ratio: ratios[measuredPeers.indexOf(ourClient)]?.median ?? Number.NaN,
    table: {
      title,
      columns: [
        { name: "over bare fetch", unit: "×", digits: 2, chart: "overview", limit },
        { name: "per call", unit: "µs", digits: 1 },
      ],
      rows: measuredPeers.map(({ name, ours }, index) => ({
        name,
        ...(ours && { ours }),
        cells: [
          ratios[index] ?? null,
          summarise((samples[index] ?? []).map(({ perCall }) => perCall)),
        ],
      })),
    },
  };
}
