// One peer in a process that runs for the whole question, and sends in its turn.
import { loadPeer, type Peer } from "../peers/peer.ts";
import { respondToRequests } from "../processes/worker.ts";

export interface LoopbackRequest {
  peer: Peer;
  baseUrl: string;
  requests: number;
  concurrency: number;
}

export interface LoopbackReply {
  perSecond: number;
  /** CPU time of this process, in microseconds. */
  cpuPerRequest: number;
  /** The peak memory of this process, in MiB. */
  peakMemory: number;
}

let call: (() => Promise<unknown>) | undefined;

respondToRequests<LoopbackRequest, LoopbackReply>(
  async ({ peer, baseUrl, requests, concurrency }) => {
    call ??= (await loadPeer(peer))({ baseUrl, apiKey: "bench-key" });
    const send = call;
    let left = requests;
    const cpu = process.cpuUsage();
    const began = performance.now();
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        while (left > 0) {
          left -= 1;
          await send();
        }
      }),
    );
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return {
      perSecond: requests / seconds,
      cpuPerRequest: (user + system) / requests,
      peakMemory: process.resourceUsage().maxRSS / 1024,
    };
  },
);
