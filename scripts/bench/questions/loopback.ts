import { fork } from "node:child_process";
import { once } from "node:events";
import { versionsOf } from "../environment.ts";
import { generateHeyApi } from "../peers/generate-hey-api.ts";
import {
  bareFetch,
  bareFetchWithDeadline,
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
import { pairedRatios, type Summary, summarize } from "../statistics/summary.ts";
import type { LoopbackReply, LoopbackRequest } from "../workers/loopback.ts";

const measuredPeers: readonly Peer[] = [...fetchPeers, ourUndici, undiciRequest];

/** Requests per second over those of the base, at a concurrency. */
const aims = [
  // Bare fetch itself reaches 0.93 to 0.94 of its requests once it has a deadline, which every client
  // with time limits has. So that is the base, as for stub B of the cost of a call.
  { peer: ourClient, base: bareFetchWithDeadline, concurrency: 64, limit: 0.93 },
  { peer: ourUndici, base: bareFetch, concurrency: 64, limit: 3 },
  { peer: ourUndici, base: bareFetch, concurrency: 1, limit: 1.6 },
];

interface Seat {
  peer: Peer;
  worker: Worker<LoopbackRequest, LoopbackReply>;
}

export const loopback: Question = {
  name: "loopback",
  title: "Over HTTP on loopback",
  measures:
    "One POST, JSON both ways, over keep-alive connections to a server in a separate process, which reads only as much of HTTP as it needs: with node:http the server was the limit, and all fast peers looked alike. Each peer has a separate process that lives for the whole question; they send in alternating rounds (ABBA), one at a time, with 1, 8, 64 and 256 requests under way. Requests per second against bare fetch in the same round; CPU (user and system) of the sending process; peak memory is the resident set after all rounds so far. Median and quartiles over the rounds.",
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
        const perSecond = new Map(
          [...samples].map(([{ peer }, replies]) => [peer, replies.map((one) => one.perSecond)]),
        );
        tables.push(tableOf(samples, perSecond, concurrency));
        for (const { peer, base, limit } of aims.filter((aim) => aim.concurrency === concurrency)) {
          targets.push({
            name: `Requests per second on loopback at ${concurrency}, ${peer.name} against ${base.name}`,
            unit: "×",
            digits: 2,
            bound: "at least",
            limit,
            value: over(perSecond, peer, base).median,
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

type PerSecond = ReadonlyMap<Peer, number[]>;

function over(perSecond: PerSecond, peer: Peer, base: Peer): Summary {
  return summarize(pairedRatios(perSecond.get(peer) ?? [], perSecond.get(base) ?? []));
}

function tableOf(
  samples: ReadonlyMap<Seat, LoopbackReply[]>,
  perSecond: PerSecond,
  concurrency: number,
): Table {
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
        over(perSecond, peer, bareFetch),
        summarize(perSecond.get(peer) ?? []),
        summarize(replies.map(({ cpuPerRequest }) => cpuPerRequest)),
        Math.max(...replies.map(({ peakMemory }) => peakMemory)),
      ],
    })),
  };
}
