import { run } from "./run.ts";

/** For runtimes that answer requests: settings come as the body, the report goes as the answer. */
export default {
  fetch: async (request: Request): Promise<Response> =>
    Response.json(await run(JSON.parse(await request.text()))),
};
