import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Finder } from "../api/find-operation.ts";
import type { SentBody } from "../api/request-body.ts";
import type { TimedClock } from "../clock.ts";
import { errorShapes } from "../faults/error-shapes.ts";
import type { FaultEffect } from "../faults/fault.ts";
import type { ChosenFault, FaultBoard } from "../faults/faults.ts";
import type { Json } from "../json.ts";
import {
  longestRecorded,
  type RecordedResponse,
  type RequestLog,
  redactHeaders,
  redactPath,
  redactQueries,
  redactText,
} from "../request-log.ts";
import {
  type Outcome,
  plainOutcome,
  problemOutcome,
  resetConnection,
  sendHalf,
  sendWhole,
} from "./outcome.ts";
import { readText } from "./read-text.ts";

/** A request under way, with the socket beneath it. */
export type HttpContext = Context<{ Bindings: HttpBindings }>;

/** Carries a request from the socket to its response: body, faults, effect, log. */
export type Exchange = (
  context: HttpContext,
  act: (url: URL, body: SentBody) => Promise<Outcome>,
) => Promise<Response>;

/** How an exchange ended: with a response, or with the connection cut in some way. */
interface End {
  outcome: Outcome | undefined;
  respond(): Response;
}

export function createExchange(deps: {
  finder: Finder;
  /** The header that carries the API key. */
  keyHeader: string;
  faults: FaultBoard;
  clock: TimedClock;
  log: RequestLog;
}): Exchange {
  const { clock, finder, keyHeader, faults, log } = deps;

  function choose(method: string, { pathname }: URL): readonly ChosenFault[] {
    // A browser sends a preflight by itself; it is not one of the requests that a test counts.
    if (method === "OPTIONS") return [];
    const operationId = finder.find(method, pathname)?.operation.id;
    const below = finder.below(pathname);
    const isApi = operationId !== undefined || below !== undefined;
    const paths = [pathname, below ?? pathname];
    return faults.choose({ operationId, method, paths, isApi }, clock.now());
  }

  async function run(
    context: HttpContext,
    chosen: readonly ChosenFault[],
    act: () => Promise<Outcome>,
  ): Promise<End> {
    const { outgoing } = context.env;
    const { method } = context.req;
    const delays = chosen.flatMap(({ effect }) => (effect.kind === "delay" ? [effect] : []));
    const wait = async (when: "before" | "after") => {
      for (const delay of delays)
        if ((delay.when ?? "before") === when) await clock.sleep(delay.ms);
    };
    const limits = Object.assign({}, ...chosen.map(({ rate }) => rate?.headers ?? {}));
    const respond = (acted: Outcome): End => {
      const outcome = { ...acted, headers: { ...acted.headers, ...limits } };
      return { outcome, respond: () => sendWhole(method, outcome) };
    };
    const cut: End = { outcome: undefined, respond: () => resetConnection(outgoing) };

    await wait("before");
    const last = chosen.at(-1);
    const effect = last?.effect;
    if (last?.rate?.allowed === false) {
      return respond(faultOutcome({ kind: "status", status: 429 }));
    }
    switch (effect?.kind) {
      case "status":
        if (effect.when === "after") await act();
        await wait("after");
        return respond(faultOutcome(effect));
      case "reset":
        if (effect.when === "after") await act();
        await wait("after");
        return cut;
      case "late":
        clock.schedule(effect.ms, async () => void (await act()));
        return cut;
      case "half-body": {
        const outcome = await act();
        await wait("after");
        return { outcome: undefined, respond: () => sendHalf(outgoing, outcome) };
      }
      default: {
        const outcome = await act();
        await wait("after");
        return respond(outcome);
      }
    }
  }

  return async (context, act) => {
    const started = performance.now();
    const { method, raw } = context.req;
    const at = clock.now().toISOString();
    const url = new URL(context.req.url);
    const read = await readText(raw);
    const chosen = choose(method, url);
    let acted: Outcome | undefined;
    const end = await run(context, chosen, async () => {
      acted = await actOrFail(() => act(url, read));
      return acted;
    });
    log.add({
      at,
      method,
      path: redactPath(url.pathname),
      query: Object.fromEntries(url.searchParams),
      search: url.search,
      headers: redactHeaders(raw.headers, keyHeader),
      body: read.ok ? parseBody(read.text) : undefined,
      operation_id: acted?.operation?.id,
      status: end.outcome?.status,
      response: end.outcome && recordResponse(end.outcome),
      duration: performance.now() - started,
      problems: acted?.problems ?? [],
      warnings: acted?.warnings ?? [],
      faults: chosen
        .filter(({ effect, rate }) => effect.kind !== "pass" && rate?.allowed !== true)
        .map(({ effect }) => effect.kind),
    });
    return end.respond();
  };
}

function recordResponse({ headers, text }: Outcome): RecordedResponse {
  const isJson = headers["Content-Type"]?.includes("json") === true;
  const longest = isJson ? longestRecorded : longestRecordedPage;
  return {
    // A `Link` contains the query of the request.
    headers: redactHeaders(
      Object.entries(headers).map(([name, value]) => [name, redactQueries(value)]),
    ),
    text: text === undefined ? undefined : redactText(text.slice(0, longest)),
  };
}

function faultOutcome(fault: Extract<FaultEffect, { kind: "status" }>): Outcome {
  const { status, shape = "error", body, headers = {} } = fault;
  const written =
    body === undefined
      ? errorShapes[shape](`A fault of the emulator: status ${status}.`, status)
      : { text: JSON.stringify(body), type: "application/json; charset=utf-8" };
  const type = written === undefined ? {} : { "Content-Type": written.type };
  return plainOutcome(status, written?.text, { ...type, ...headers });
}

// A failure of the emulator, such as a full disk below its state file: reported as such, and
// recorded like any other response.
async function actOrFail(act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (cause) {
    console.error(cause);
    const reason = cause instanceof Error ? cause.message : String(cause);
    return problemOutcome(500, `The emulator failed: ${reason}`);
  }
}

const longestRecordedPage = 4 * 1024;

function parseBody(text: string): Json | undefined {
  if (text === "") return undefined;
  if (text.length > longestRecorded) return text.slice(0, longestRecorded);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
