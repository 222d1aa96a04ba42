import type { WalkedModel } from "@shared/openapi-model/model.ts";
import type { MakeProblem, Problem } from "@shared/openapi-model/problem.ts";
import { allServers } from "./destinations.ts";

/** The characters of a header's name (RFC 9110, section 5.6.2). */
const token = /^[\w!#$%&'*+.^`|~-]+$/;

/** Reports servers without a URL, undefined security schemes, and keys with an invalid header name. */
export function serverProblems(model: WalkedModel, problem: MakeProblem): Problem[] {
  const { securitySchemes, operations, webhooks, callbacks } = model;
  const servers = allServers(model)
    .filter(({ url, filled }) => url === undefined || /[{}]/.test(filled))
    .map(({ template, pointer }) =>
      problem(`${pointer}/url`, `expected the URL of a server, found "${template}".`),
    );
  const secured = [...operations, ...webhooks, ...callbacks];
  const undefinedSchemes = secured.flatMap(({ name, pointer, security }) =>
    security
      .flatMap((alternative) => Object.keys(alternative))
      .filter((scheme) => !securitySchemes.has(scheme))
      .map((scheme) =>
        problem(pointer, `${name} is secured by "${scheme}", which is no security scheme.`, true),
      ),
  );
  const keys = [...securitySchemes.values()]
    .filter(({ node }) => node["type"] === "apiKey" && node["in"] === "header")
    .filter(({ node }) => !token.test(String(node["name"])))
    .map(({ node, pointer }) =>
      problem(`${pointer}/name`, `expected the name of a header, found "${node["name"]}".`),
    );
  return [...servers, ...undefinedSchemes, ...keys];
}
