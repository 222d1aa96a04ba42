import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import type { MakeProblem, Problem } from "@shared/openapi-model/problem.ts";
import { allServers } from "./destinations.ts";

/** Servers that are no address, and security by a scheme that is not defined. */
export function serverProblems(model: OpenApiModel, problem: MakeProblem): Problem[] {
  const { securitySchemes, operations } = model;
  const servers = allServers(model)
    .filter(({ url, filled }) => url === undefined || /[{}]/.test(filled))
    .map(({ template, pointer }) =>
      problem(`${pointer}/url`, `expected the URL of a server, found "${template}".`),
    );
  const undefinedSchemes = operations.flatMap(({ name, pointer, security }) =>
    security
      .flatMap((alternative) => Object.keys(alternative))
      .filter((scheme) => !securitySchemes.has(scheme))
      .map((scheme) =>
        problem(pointer, `${name} is secured by "${scheme}", which is no security scheme.`, true),
      ),
  );
  return [...servers, ...undefinedSchemes];
}
