import { METHODS, type OpenApiDocument } from "@shared/openapi-model/model.ts";
import type { MakeProblem, Problem } from "@shared/openapi-model/problem.ts";

export interface SameApiOptions {
  /** The share of the vendored operations that may vanish in one bump. */
  maxLost: number;
  /** Whether a new server host is vouched for. */
  trustChanges: boolean;
}

/**
 * What tells that an incoming document describes another API than the vendored one, or only a
 * piece of it. Works on data that nobody has checked yet.
 */
export function sameApiProblems(
  incoming: Record<string, unknown>,
  vendored: OpenApiDocument,
  { maxLost, trustChanges }: SameApiOptions,
  problem: MakeProblem,
): Problem[] {
  const problems: Problem[] = [];
  const title = (incoming["info"] as { title?: unknown } | undefined)?.title;
  if (title !== vendored.info.title) {
    const came = JSON.stringify(title) ?? "no title";
    problems.push(
      problem("#/info/title", `expected the API "${vendored.info.title}", found ${came}.`),
    );
  }

  const expected = serverHosts(vendored);
  const hosts = serverHosts(incoming);
  if (!trustChanges && expected.length > 0 && !expected.some((host) => hosts.includes(host))) {
    const came = hosts.join(", ") || "none";
    problems.push(
      problem(
        "#/servers",
        `expected a server at ${expected.join(" or ")}, found ${came}. If the vendor has moved, say --trust-changes.`,
      ),
    );
  }

  const known = operationNames(vendored);
  const present = new Set(operationNames(incoming));
  const lost = known.filter((name) => !present.has(name));
  if (known.length > 0 && lost.length / known.length > maxLost) {
    const names = lost.slice(0, 3).join(", ") + (lost.length > 3 ? ", …" : "");
    problems.push(
      problem(
        "#/paths",
        `${lost.length} of the ${known.length} vendored operations are gone (${names}): more than ${Math.round(maxLost * 100)} % at once looks like a damaged document. If it is meant, say --max-lost ${(Math.ceil((100 * lost.length) / known.length) / 100).toFixed(2)}.`,
        true,
      ),
    );
  }
  return problems;
}

function serverHosts(document: object): string[] {
  const { servers } = document as { servers?: unknown };
  if (!Array.isArray(servers)) return [];
  return servers.flatMap((server: { url?: unknown } | null) => hostOf(server?.url) ?? []);
}

/** The host of an absolute URL; `undefined` for anything else. */
export function hostOf(url: unknown): string | undefined {
  if (typeof url !== "string") return undefined;
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase();
}

/** `POST /inbox_embeds`, …: also of a document that is not checked. */
function operationNames(document: object): string[] {
  const { paths } = document as { paths?: Record<string, unknown> };
  if (typeof paths !== "object" || paths === null) return [];
  return Object.entries(paths).flatMap(([path, item]) =>
    typeof item === "object" && item !== null
      ? METHODS.filter((method) => method in item).map(
          (method) => `${method.toUpperCase()} ${path}`,
        )
      : [],
  );
}
