import { fork } from "node:child_process";
import { once } from "node:events";
import { versionsOf } from "../environment.ts";
import { generateHeyApi } from "../peers/generate-hey-api.ts";
import {
  fetchPeers,
  ourClient,
  ourUndici,
  type Peer,
  peerPackages,
  undiciRequest,
} from "../peers/peer.ts";
import { startWorker, type Worker } from "../processes/worker.ts";
import type { Question, Table, Target } from "../question.ts";
import { inRounds } from "../statistics/rounds.ts";
import { pairedRatios, summarize } from "../statistics/summary.ts";
import type { LoopbackReply, LoopbackRequest } from "../workers/loopback.ts";

const measuredPeers: readonly Peer[] = [...fetchPeers, ourUndici, undiciRequest];

/** Requests per second, bare fetch = 1, at a concurrency. */
const aims = [
  { peer: ourClient, concurrency: 64, limit: 0.93 },
  { peer: ourUndici, concurrency: 64, limit: 3 },
  { peer: ourUndici, concurrency: 1, limit: 1.6 },
];

interface Seat {
  peer: Peer;
  worker: Worker<LoopbackRequest, LoopbackReply>;
}

export const loopback: Question = {
  name: "loopback",
  title: "Over HTTP on loopback",
  measures:
    "One POST, JSON both ways, over keep-alive connections to a node:http server in a separate process. Each peer has a separate process that lives for the whole question; they send in alternating rounds (ABBA), one at a time, with 1, 8, 64 and 256 requests under way. Requests per second against bare fetch in the same round; CPU (user and system) of the sending process; peak memory is the resident set after all rounds so far. Median and quartiles over the rounds.",
  async run({ quick, say }) {
    await generateHeyApi();
    const server = fork(new URL("../workers/loopback-server.ts", import.meta.url));
    const [port] = (await once(server, "message")) as [number];
    const file = new URL("../workers/loopback.ts", import.meta.url);
    const seats: Seat[] = measuredPeers.map((peer) => ({ peer, worker: startWorker(file) }));
    try {
      const tables: Table[] = [];
      const targets: Target[] = [];
      for (const concurrency of quick ? [1, 64] : [1, 8, 64, 256]) {
        say(`concurrency ${concurrency}`);
        const request = {
          baseUrl: `http://127.0.0.1:${port}/platform/v1`,
          concurrency,
          requests: (concurrency === 1 ? 500 : 2000) / (quick ? 2 : 1),
        };
        const samples = await inRounds(
          seats,
          { rounds: quick ? 5 : 20, warmUp: 2 },
          ({ peer, worker }) => worker.send({ peer, ...request }),
        );
        const table = tableOf(samples, concurrency);
        tables.push(table);
        for (const { peer, limit } of aims.filter((aim) => aim.concurrency === concurrency)) {
          const ours = table.rows.find(({ name }) => name === peer.name)?.cells[0];
          if (typeof ours !== "object" || ours === null) continue;
          targets.push({
            name: `Requests per second on loopback at ${concurrency}, ${peer.name} against bare fetch`,
            unit: "×",
            digits: 2,
            bound: "at least",
            limit,
            value: ours.median,
          });
        }
      }
      const versions = versionsOf([...peerPackages, "undici"]);
      return { tables, targets, versions, notes: [] };
    } finally {
      server.kill();
      for (const { worker } of seats) await worker[Symbol.asyncDispose]();
    }
  },
};

function tableOf(samples: Map<Seat, LoopbackReply[]>, concurrency: number): Table {
  const perSecond = (replies: readonly LoopbackReply[]): number[] =>
    replies.map((reply) => reply.perSecond);
  const bare = perSecond([...samples.values()][0] ?? []);
  return {
    title: `Concurrency ${concurrency}`,
    columns: [
      {
        name: "requests per second, bare fetch = 1",
        unit: "×",
        digits: 2,
        ...(concurrency === 64
          ? { chart: "overview" as const, limit: 1 }
          : { chart: "own" as const }),
      },
      { name: "requests per second", unit: "/s", digits: 0 },
      { name: "CPU per request", unit: "µs", digits: 0 },
      { name: "peak memory", unit: "MiB", digits: 0 },
    ],
    rows: [...samples].map(([{ peer }, replies]) => ({
      name: peer.name,
      ...(peer.ours && { ours: true }),
      cells: [
        summarize(pairedRatios(perSecond(replies), bare)),
        summarize(perSecond(replies)),
        summarize(replies.map(({ cpuPerRequest }) => cpuPerRequest)),
        Math.max(...replies.map(({ peakMemory }) => peakMemory)),
      ],
    })),
  };
}
