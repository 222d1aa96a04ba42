import { versionsOf } from "../environment.ts";
import { generateHeyApi } from "../peers/generate-hey-api.ts";
import {
  bareFetch,
  bareFetchWithDeadline,
  fetchPeers,
  ourClient,
  ourCreateInboxEmbed,
  type Peer,
  peerPackages,
} from "../peers/peer.ts";
import { startWorker } from "../processes/worker.ts";
import type { Question, Run, Table, Target } from "../question.ts";
import { summarize } from "../statistics/summary.ts";
import type { OverheadReply, OverheadRequest } from "../workers/overhead.ts";

const measuredPeers: readonly Peer[] = fetchPeers.flatMap((peer) =>
  peer === ourClient ? [ourClient, ourCreateInboxEmbed] : [peer],
);
const stubs = [
  {
    title: "A: a fetch that responds at once",
    buildsRequest: false,
    base: bareFetch,
    limit: 1.6,
  },
  {
    title: "B: it also builds a Request, as the real one does",
    buildsRequest: true,
    // A Request with a signal follows it, which costs a third of a bare call. Every client with
    // deadlines has this cost.
    base: bareFetchWithDeadline,
    limit: 1.3,
  },
];

export const overhead: Question = {
  name: "overhead",
  title: "What a call costs",
  measures:
    "Processor time of the sending thread for one POST, JSON both ways, through a stub in place of fetch: no network. All peers in one process, in alternating rounds; each round runs a block of the base, two of the peer and one of the base (ABBA), with a minor garbage collection before each, and a ratio is taken within those four. The base is bare fetch, and for stub B bare fetch with a deadline, since building a Request that follows a signal is no choice of a client. The row of the base is the base against itself: the noise. Peers with time-out, retries and errors by status on, where they have them; this client with key, redaction and limits too. Median and quartiles over the rounds.",
  async run(run) {
    await generateHeyApi();
    const tables: Table[] = [];
    const targets: Target[] = [];
    for (const stub of stubs) {
      const { title, base, limit } = stub;
      run.say(title);
      const { table, ratio } = await askStub(stub, run);
      tables.push(table);
      targets.push({
        name: `Cost of a call over ${base.name}, stub ${title[0]}`,
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
  { title, buildsRequest, base, limit }: (typeof stubs)[number],
  { quick }: Run,
): Promise<{ table: Table; ratio: number }> {
  const file = new URL("../workers/overhead.ts", import.meta.url);
  await using worker = startWorker<OverheadRequest, OverheadReply>(file, [], ["--expose-gc"]);
  const samples = await worker.send({
    base,
    peers: [...measuredPeers],
    buildsRequest,
    rounds: quick ? 8 : 40,
    milliseconds: quick ? 8 : 16,
  });
  const ratios = samples.map((one) => summarize(one.map(({ overBase }) => overBase)));
  return {
    ratio: ratios[measuredPeers.indexOf(ourClient)]?.median ?? Number.NaN,
    table: {
      title,
      columns: [
        { name: `over ${base.name}`, unit: "×", digits: 2, chart: "overview", limit },
        { name: "per call", unit: "µs", digits: 1 },
      ],
      rows: measuredPeers.map(({ name, ours }, index) => ({
        name,
        ...(ours && { ours }),
        cells: [
          ratios[index] ?? null,
          summarize((samples[index] ?? []).map(({ perCall }) => perCall)),
        ],
      })),
    },
  };
}
