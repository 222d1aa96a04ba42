import { describe, expect, it, vi } from "vitest";
import type { Failure, Outcome } from "./attempt.ts";
import { type Call, mergeSettings } from "./call.ts";
import { decide } from "./decide.ts";

const attempt = { at: 0, outcome: "responded", status: undefined, duration: 1 };

function callOf(method: string, changes: Partial<Call> = {}): Call {
  return {
    event: { call: {}, method, path: "/things", operation: undefined },
    settings: mergeSettings({ backoff: false }, {}),
    deadline: 60_000,
    attempts: [attempt],
    mayHaveHappened: false,
    url: undefined,
    outOfBudget: false,
    refusedKey: undefined,
    ...changes,
  };
}

function outcomeOf(end: number | Failure, changes: Partial<Outcome> = {}): Outcome {
  return {
    sent: true,
    failure: typeof end === "string" ? end : undefined,
    status: typeof end === "number" ? end : undefined,
    retryAfter: undefined,
    key: "key",
    response: undefined,
    bytes: undefined,
    error: undefined,
    limit: undefined,
    started: 0,
    duration: 1,
    ...changes,
  };
}

const moment = { now: 1_000, inBudget: true };
const reads = ["GET", "HEAD", "OPTIONS"];
const changes = ["PUT", "DELETE"];
const unsafe = ["POST", "PATCH"];
const all = [...reads, ...changes, ...unsafe];

/** The retry table of the design, a row a line: what ends, for which methods, in what. */
const table: [
  ends: (number | Failure)[],
  methods: string[],
  next: string,
  mayHaveHappened: boolean,
][] = [
  [[429], all, "wait", false],
  [["dns", "refused", "unreachable", "tls"], all, "wait", false],
  [[408, 500, 502, 503, 504, "reset", "timeout", "unknown"], reads, "wait", false],
  [[408, 500, 502, 503, 504, "reset", "timeout", "unknown"], changes, "wait", true],
  [[408, 500, 502, 503, 504], unsafe, "response", true],
  [["reset", "timeout", "unknown"], unsafe, "error", true],
  [[501, 505, 520, 530], reads, "response", false],
  [[501, 505, 520, 530], [...changes, ...unsafe], "response", true],
  [[400, 402, 403, 404, 405, 409, 410, 413, 422, 425, 451], all, "response", false],
  [["redirect"], all, "error", false],
  [["too large", "aborted"], reads, "error", false],
  [["too large", "aborted"], [...changes, ...unsafe], "error", true],
  [[200, 201, 202, 204], all, "response", false],
];

describe.each(table)("%j with %j", (ends, methods, next, mayHaveHappened) => {
  it(`${next}${mayHaveHappened ? ", may have happened" : ""}`, () => {
    for (const end of ends) {
      for (const method of methods) {
        expect(decide(callOf(method), outcomeOf(end), moment), `${method} ${end}`).toMatchObject({
          next,
          mayHaveHappened,
        });
      }
    }
  });
});

describe("a retry", () => {
  const twice = [attempt, attempt];
  const decideOn503 = (call: Partial<Call>, outcome: Partial<Outcome> = {}, inBudget = true) =>
    decide(callOf("GET", call), outcomeOf(503, outcome), { now: 1_000, inBudget });

  it("stops after maxRetries, without budget, and where the wait would pass the deadline", () => {
    expect(decideOn503({ attempts: twice }).next).toBe("wait");
    expect(decideOn503({ attempts: [...twice, attempt] }).next).toBe("response");
    expect(decideOn503({ settings: mergeSettings({ maxRetries: false }, {}) }).next).toBe(
      "response",
    );
    expect(decideOn503({}, {}, false).next).toBe("response");
    expect(decideOn503({ deadline: 3_000 }, { retryAfter: 1 })).toMatchObject({ wait: 1_000 });
    expect(decideOn503({ deadline: 3_000 }, { retryAfter: 2 }).next).toBe("response");
    expect(decideOn503({}, { retryAfter: 1e20 }).next).toBe("response");
  });

  it("waits as long as Retry-After says, else a random time below the ceiling", () => {
    const settings = mergeSettings({ backoff: { base: 100, cap: 150 } }, {});
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    expect(decideOn503({ settings })).toMatchObject({ wait: 50 });
    expect(decideOn503({ settings, attempts: twice })).toMatchObject({ wait: 75 });
    expect(decideOn503({ settings }, { retryAfter: 0 })).toMatchObject({ wait: 0 });
    vi.restoreAllMocks();
  });

  it("does not follow an attempt that was never sent", () => {
    for (const method of all) {
      expect(decide(callOf(method), outcomeOf("timeout", { sent: false }), moment)).toEqual({
        next: "error",
        mayHaveHappened: false,
        outOfBudget: false,
      });
    }
  });

  it("says that the budget stopped it only where it would have been retried", () => {
    expect(decideOn503({}, {}, false).outOfBudget).toBe(true);
    expect(decideOn503({ attempts: [...twice, attempt] }, {}, false).outOfBudget).toBe(false);
    expect(decideOn503({ deadline: 3_000 }, { retryAfter: 2 }, false).outOfBudget).toBe(false);
    const post = decide(callOf("POST"), outcomeOf(503), { now: 1_000, inBudget: false });
    expect(post.outOfBudget).toBe(false);
  });
});

describe("a 401", () => {
  it("is tried with a newer key, once, and only where a key was sent", () => {
    expect(decide(callOf("POST"), outcomeOf(401), moment).next).toBe("newer-key");
    const refused = callOf("POST", { refusedKey: "old" });
    expect(decide(refused, outcomeOf(401), moment).next).toBe("response");
    const elsewhere = outcomeOf(401, { key: undefined });
    expect(decide(callOf("POST"), elsewhere, moment).next).toBe("response");
    expect(decide(callOf("POST"), outcomeOf("aborted", { status: 401 }), moment).next).toBe(
      "error",
    );
  });
});
