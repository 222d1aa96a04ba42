// All peers in one process, so that they share one machine, one heap and one moment. Started with
// --expose-gc: no peer pays for young objects of the peer before; a full collection takes longer than a
// block.
import { loadPeer, type Peer } from "../peers/peer.ts";
import { respondToRequests } from "../processes/worker.ts";
import { inRounds } from "../statistics/rounds.ts";

export interface OverheadRequest {
  /** The peer that the others are compared with. */
  base: Peer;
  peers: Peer[];
  /** Whether the stub builds a Request from its arguments, as the real `fetch` does. */
  buildsRequest: boolean;
  rounds: number;
  /** Of one block of calls, roughly; more where the clock of the processor time is coarse. */
  milliseconds: number;
}

export interface OverheadSample {
  /** Microseconds. */
  perCall: number;
  overBase: number;
}

/** One sample a round, in the order of the peers. */
export type OverheadReply = OverheadSample[][];

type Call = () => Promise<unknown>;

const responseText = '{"data":{"id":"1","token":"t","embed_url":"u"}}';
function respond(): Response {
  return new Response(responseText, {
    status: 201,
    headers: { "content-type": "application/json" },
  });
}

const stubs = {
  plain: async (): Promise<Response> => respond(),
  building: async (target: string | URL | Request, init?: RequestInit): Promise<Response> => {
    new Request(target, init);
    return respond();
  },
};

respondToRequests<OverheadRequest, OverheadReply>(
  async ({ base, peers, buildsRequest, rounds, milliseconds }) => {
    const settings = {
      baseUrl: "https://api.kapso.ai/platform/v1",
      apiKey: "bench-key",
      fetch: buildsRequest ? stubs.building : stubs.plain,
    };
    const blockTime = Math.max(milliseconds * 1000, 16 * clockStep());
    const ready = async (peer: Peer) => {
      const call = (await loadPeer(peer))(settings);
      await block(call, 2_000); // until the compiler is done with it
      let count = 500;
      while ((await block(call, count)) * count < blockTime) count *= 2;
      return { call, count };
    };
    const bare = await ready(base);
    const seats = [];
    for (const peer of peers) seats.push(await ready(peer));
    const samples = await inRounds(seats, { rounds, warmUp: 2 }, async ({ call, count }) => {
      // ABBA: a drift of the machine affects both alike.
      const before = await block(bare.call, bare.count);
      const first = await block(call, count);
      const second = await block(call, count);
      const after = await block(bare.call, bare.count);
      return { perCall: (first + second) / 2, overBase: (first + second) / (before + after) };
    });
    return [...samples.values()];
  },
);

/** The step of the clock in µs: 1 on most machines, and the 4 ms of a timer interrupt on others. */
function clockStep(): number {
  const read = () => process.threadCpuUsage().user;
  const next = (from: number) => {
    let now = read();
    while (now === from) now = read();
    return now;
  };
  const first = next(read());
  return next(first) - first;
}

async function block(call: Call, count: number): Promise<number> {
  globalThis.gc?.({ type: "minor" });
  // The time of this thread only, so that other programs are not counted.
  const began = process.threadCpuUsage();
  for (let done = 0; done < count; done += 1) await call();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / count;
}
