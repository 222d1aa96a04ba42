import type { DescribedCall } from "./calls.ts";

/** The code of calls with one client, for type checks. */
export interface TypeClient {
  name: string;
  ours?: boolean;
  /** Imports and the client itself. */
  head(calls: readonly DescribedCall[]): string;
  call(call: DescribedCall): string;
}

/** The project's `paths` resolve the modules of {@link TypeClient.head}. */
export const typeClients: readonly TypeClient[] = [
  {
    name: "this client",
    ours: true,
    head: () => `import type { Verbs } from "this-client";\ndeclare const client: Verbs;`,
    call: verbCall,
  },
  {
    name: "openapi-fetch",
    head: () =>
      `import createClient from "openapi-fetch";\nimport type { paths } from "@shared/kapso-types";\nconst client = createClient<paths>();`,
    call: verbCall,
  },
  {
    name: "hey-api",
    head: (calls) => {
      const names = [...new Set(calls.map(({ operationId }) => operationId))];
      return `import { ${names.join(", ")} } from "hey-api";`;
    },
    call: ({ operationId, pathParameters, query, body }) =>
      `${operationId}(${object({ path: braces(pathParameters), query: braces(query), body })})`,
  },
];

/** A program of these calls, each result used. */
export function programOf(client: TypeClient, calls: readonly DescribedCall[]): string {
  const lines = calls.map(
    (call, index) =>
      `  const r${index} = await ${client.call(call)};\n  use(r${index}.error ?? r${index}.data);`,
  );
  return `${client.head(calls)}
declare function use(value: unknown): void;
export async function calls(): Promise<void> {
${lines.join("\n")}
}
`;
}

function verbCall({ method, path, pathParameters, query, body }: DescribedCall): string {
  const params = { path: braces(pathParameters), query: braces(query) };
  const init = object({ params: params.path || params.query ? object(params) : undefined, body });
  return `client.${method}(${JSON.stringify(path)}, ${init})`;
}

function object(members: Record<string, string | undefined>): string {
  const present = Object.entries(members).filter(([, code]) => code !== undefined);
  return `{ ${present.map(([name, code]) => `${name}: ${code}`).join(", ")} }`;
}

function braces(members: string): string | undefined {
  return members === "" ? undefined : `{ ${members} }`;
}
