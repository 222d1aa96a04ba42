import { checkFault, checkFaults } from "./check-fault.ts";
import type { ActiveFault, Fault, FaultEffect, FaultKind, Faults } from "./fault.ts";
import { createRateLimit, type RateVerdict } from "./rate-limit.ts";

/** The parts of a request that choose its faults. */
export interface FaultTarget {
  operationId: string | undefined;
  method: string;
  /** The path with and without the API's base. */
  paths: readonly string[];
  /** Whether it is for the API, rather than a page. */
  isApi: boolean;
}

/** What happens to a request; for a rate limit, with its headers. */
export interface ChosenFault {
  effect: FaultEffect | Extract<FaultKind, { kind: "rate-limit" }>;
  rate: RateVerdict | undefined;
}

/** The faults of an emulator, with the internal choice for a request. */
export interface FaultBoard extends Faults {
  /** The faults that happen to a request: any delays, and the first other one. */
  choose(target: FaultTarget, now: Date): readonly ChosenFault[];
}

interface Entry {
  fault: Fault;
  id: string;
  hits: number;
  random(): number;
  rate: ((now: number) => RateVerdict) | undefined;
}

export function createFaults(): FaultBoard {
  let entries: readonly Entry[] = [];
  let made = 0;

  const show = ({ fault, id, hits }: Entry): ActiveFault => ({ ...fault, id, hits });

  function happens(entry: Entry, target: FaultTarget): boolean {
    const { fault } = entry;
    if (!matches(fault, target)) return false;
    const endless = fault.share !== undefined || fault.kind === "rate-limit";
    const rounds = fault.times ?? (endless ? Number.POSITIVE_INFINITY : 1);
    const steps = fault.kind === "sequence" ? fault.steps.length : 1;
    if (entry.hits >= rounds * steps) return false;
    return fault.share === undefined || entry.random() < fault.share;
  }

  function add(fault: Fault): ActiveFault {
    checkFault(fault);
    made += 1;
    const rate =
      fault.kind === "rate-limit" ? createRateLimit(fault.per_minute, fault.per_second) : undefined;
    const random = createRandom(fault.seed ?? 1);
    const entry: Entry = { fault: { ...fault }, id: `fault-${made}`, hits: 0, random, rate };
    entries = [...entries, entry];
    return show(entry);
  }

  return {
    add,
    addAll: (faults) => {
      checkFaults(faults);
      return faults.map(add);
    },
    list: () => entries.map(show),
    remove: (id) => {
      const before = entries.length;
      entries = entries.filter((entry) => entry.id !== id);
      return entries.length < before;
    },
    clear: () => {
      entries = [];
    },
    choose: (target, now) => {
      const chosen: ChosenFault[] = [];
      for (const entry of entries) {
        if (!happens(entry, target)) continue;
        const rate = entry.rate?.(now.getTime());
        const effect = effectOf(entry);
        if (rate?.allowed !== true) entry.hits += 1;
        chosen.push({ effect, rate });
        // After a delay, or a limit that is not reached yet, the next fault can happen too.
        if (effect.kind !== "delay" && rate?.allowed !== true) break;
      }
      return chosen;
    },
  };
}

function effectOf({ fault, hits }: Entry): ChosenFault["effect"] {
  if (fault.kind !== "sequence") return fault;
  return fault.steps[hits % fault.steps.length] ?? { kind: "pass" };
}

function matches(fault: Fault, target: FaultTarget): boolean {
  if (fault.operation_id !== undefined && fault.operation_id !== target.operationId) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== target.method) return false;
  if (fault.path === undefined) return target.isApi;
  const pattern = fault.path.split("*").map(escapeForRegExp).join(".*");
  return target.paths.some((path) => new RegExp(`^${pattern}$`).test(path));
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** A reproducible stream of numbers from 0 up to 1 (mulberry32), for a seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
